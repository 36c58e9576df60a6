import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Package } from '../scaffold/package-json.ts'

/** Where the system goes that the engine came with: the engine's tests render it. */
export const KEPT = 'tests/fixtures/system'
export const MOVED = ['base', 'policies', 'environments', 'overlays', 'apps']
/** Of that system alone: the code of its services, their tests, and pages about nothing else; and the tests of `init`. */
export const REMOVED = [
  'docker',
  ...['tests/systems', 'tests/backup', 'tests/e2e', 'tests/monitoring', '.github/workflows/e2e.yaml'],
  // A copy is neither made a system again nor the engine of others.
  ...['tests/adoption/init.slow.ts', 'tests/adoption/upgrade.slow.ts'],
  ...['docs/deviations.md', 'docs/e2e.md', 'docs/first-change.md'],
]
export const ENGINE_CHANGELOG = 'docs/engine-changelog.md'

export const readPackage = (root: string): Package =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package
