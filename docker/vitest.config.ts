import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*/tests/**/*.test.ts', 'tests/**/*.test.ts'],
    // The frontend brings its own, with a browser.
    exclude: ['frontend/**', '**/node_modules/**'],
    globalSetup: ['tests/support/postgres.ts'],
    // They end a hang and judge no speed: on a machine with a load of 20, seconds become minutes.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    expect: { poll: { timeout: 600_000 } },
  },
})
