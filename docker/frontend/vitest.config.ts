import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    // The first of the files that need a build makes it.
    hookTimeout: 180_000,
  },
})
