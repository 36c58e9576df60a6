import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'
import { apiHeaders, plainHeaders } from './server/security-headers.ts'

/** The npm workspace's root: shared code and node_modules live there, so tracing and bundling start there. */
const workspace = dirname(dirname(fileURLToPath(import.meta.url)))

const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }))

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: workspace,
  turbopack: { root: workspace },
  transpilePackages: ['@todo/shared'],
  // Nothing of this file may depend on the environment: the same image runs everywhere.
  poweredByHeader: false,
  reactStrictMode: true,
  headers: async () => [
    { source: '/:path*', headers: pairs(plainHeaders) },
    { source: '/api/:path*', headers: pairs(apiHeaders) },
  ],
  // The container's root file system is read-only: no resized images, no pages written back to .next/cache.
  images: { unoptimized: true },
  experimental: { isrFlushToDisk: false },
  // `npm run typecheck` checks the types, tests included; checking them twice only makes builds slower.
  typescript: { ignoreBuildErrors: true },
}

export default config
