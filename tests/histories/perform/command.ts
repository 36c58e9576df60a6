import assert from 'node:assert/strict'
import { releaseFile } from '../../../render/environment/environment.ts'
import type { Outcome } from '../../../render/output/outcome.ts'
import type { Decision } from '../../../render/release/types.ts'
import { git } from '../git.ts'
import { type Look, look } from '../oracle/look.ts'
import { checkText } from '../oracle/release-text.ts'
import { changedPaths, textIn } from '../oracle/tree.ts'
import { dateOf, type World } from '../world.ts'

/** How every command of this world is run. */
export const mode = ({ pushes, day }: World) => ({ now: dateOf(day), ...(pushes && { push: true as const }) })

/** The repository after a command: a push moves the remote's branch and not the one that is checked out. */
export function arrived(world: World): Look {
  if (world.pushes) {
    git(world.root, 'fetch', '--quiet', 'origin')
    git(world.root, 'reset', '--quiet', '--hard', 'origin/main')
  }
  return look(world)
}

export const decisionsOf = ({ json }: Outcome): readonly Decision[] => json['decisions'] as Decision[]

export const releaseFiles = (environment: string): string[] => [
  releaseFile(environment),
  `overlays/${environment}/release/kustomization.yaml`,
]

/** Holds that nothing but these files has changed. */
export function checkTouched(before: Look, after: Look, allowed: readonly string[]): void {
  const others = changedPaths(before.tree, after.tree).filter((path) => !allowed.includes(path))
  assert.deepEqual(others, [], 'files that the operation has nothing to do with')
}

/** Holds that an environment's release says of these services what it should, and of all others what it said. */
export function checkRelease(
  before: Look,
  after: Look,
  environment: string,
  wanted: Readonly<Record<string, object>>,
): void {
  assert.deepEqual(after.releases[environment], { ...before.releases[environment], ...wanted })
  const file = releaseFile(environment)
  checkText(textIn(before.tree, file) ?? '', textIn(after.tree, file) ?? '', Object.keys(wanted))
}
