import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/support/own-cache.ts',
    include: ['tests/**/*.test.ts'],
    // By default one core is kept free, which on two is half of the machine.
    maxWorkers: '100%',
    // They end a hang and judge no speed: on a machine with a load of 20, seconds become minutes.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    expect: { poll: { timeout: 600_000 } },
  },
})
