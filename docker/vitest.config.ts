import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*/tests/**/*.test.ts', 'tests/**/*.test.ts'],
    // The frontend brings its own, with a browser.
    exclude: ['frontend/**', '**/node_modules/**'],
    globalSetup: ['tests/support/postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
