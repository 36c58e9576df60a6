import { defineConfig } from 'vitest/config'

// Two projects: what `npm test` runs, and what takes ten seconds or more and has rarely failed (`npm run test:slow`).
export default defineConfig({
  test: {
    globalSetup: 'tests/support/own-folder.ts',
    projects: [
      { extends: true, test: { name: 'fast', include: ['tests/**/*.test.ts'] } },
      { extends: true, test: { name: 'slow', include: ['tests/**/*.slow.ts'] } },
    ],
    // By default one core is kept free, which on two is half of the machine.
    maxWorkers: '100%',
    // They end a hang and judge no speed: on a machine with a load of 20, seconds become minutes.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    expect: { poll: { timeout: 600_000 } },
  },
})
