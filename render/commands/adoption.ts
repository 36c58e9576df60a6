import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Package } from '../scaffold/package-json.ts'

/** Where the system goes that the engine came with: the engine's tests render it. */
export const KEPT = 'tests/fixtures/system'
export const MOVED = ['base', 'policies', 'environments', 'overlays', 'apps']
/** Of that system alone: the code of its services and their tests. */
export const REMOVED = ['docker', 'tests/systems']
export const ENGINE_CHANGELOG = 'docs/engine-changelog.md'

export const readPackage = (root: string): Package =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package
