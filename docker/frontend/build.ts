import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Builds the frontend: afterwards .next/standalone holds all that runs, and nothing else is needed beside it.
 * Next leaves out static files (meant for a CDN) and what it did not bundle: the entry points and what they import.
 */
const here = import.meta.dirname
const { resolve } = createRequire(import.meta.url)
const next = resolve('next/dist/bin/next')
execFileSync(process.execPath, [next, 'build'], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
})

/** Where npm puts the workspace's packages. */
const workspaceModules = dirname(dirname(resolve('undici/package.json')))
const standalone = join(here, '.next/standalone')
const app = join(standalone, 'frontend')
const copy = (from: string, to: string): void => cpSync(from, to, { recursive: true })
copy(join(here, '.next/static'), join(app, '.next/static'))
copy(join(here, 'public'), join(app, 'public'))
for (const file of ['main.ts', 'serve.ts', 'smoke-test.ts', 'server']) copy(join(here, file), join(app, file))

// Only what Next doesn't see imports them; they depend on no other package.
for (const name of ['undici', 'prom-client', 'tdigest', 'bintrees', '@opentelemetry/api'])
  copy(join(workspaceModules, name), join(standalone, 'node_modules', name))

// The image optimizer's native code is nearly half of the output and never runs: images are not resized here.
for (const unused of ['@img', 'sharp'])
  rmSync(join(standalone, 'node_modules', unused), { recursive: true, force: true })

const shared = join(standalone, 'shared')
copy(join(here, '../shared/package.json'), join(shared, 'package.json'))
copy(join(here, '../shared/src'), join(shared, 'src'))
const link = join(standalone, 'node_modules/@todo/shared')
rmSync(link, { recursive: true, force: true })
mkdirSync(dirname(link), { recursive: true })
symlinkSync('../../shared', link)
