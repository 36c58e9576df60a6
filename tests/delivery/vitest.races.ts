import { defineConfig } from 'vitest/config'

// What takes minutes: `npm run test:races`.
// biome-ignore lint/style/noDefaultExport: vitest asks for one.
export default defineConfig({
  test: {
    globalSetup: 'tests/support/own-folder.ts',
    include: ['tests/delivery/**/*.races.ts'],
    exclude: ['tests/delivery/vitest.races.ts'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
  },
})
