import { defineConfig } from 'vitest/config'

// Two projects, as in the folder above: what takes ten seconds or more is `slow`.
export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'fast', include: ['tests/**/*.test.ts'] } },
      { extends: true, test: { name: 'slow', include: ['tests/**/*.slow.ts'] } },
    ],
    // They end a hang and judge no speed: on a machine with a load of 20, seconds become minutes.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    expect: { poll: { timeout: 600_000 } },
  },
})
