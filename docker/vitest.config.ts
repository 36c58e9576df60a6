import { defineConfig } from 'vitest/config'

// Two projects, as in the folder above: what takes ten seconds or more is `slow`.
export default defineConfig({
  test: {
    projects: ['fast', 'slow'].map((name) => {
      const ending = name === 'fast' ? 'test.ts' : 'slow.ts'
      // The frontend brings its own, with a browser.
      const exclude = ['frontend/**', '**/node_modules/**']
      const include = [`*/tests/**/*.${ending}`, `tests/**/*.${ending}`]
      return { extends: true as const, test: { name, include, exclude } }
    }),
    globalSetup: ['tests/support/postgres.ts'],
    // They end a hang and judge no speed: on a machine with a load of 20, seconds become minutes.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    expect: { poll: { timeout: 600_000 } },
  },
})
