import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ['tests/act/*.act.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
  },
})
