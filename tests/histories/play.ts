import assert from 'node:assert/strict'
import { releaseFile } from '../../render/environment/environment.ts'
import { abandon, found, setGitEnvironment } from './found.ts'
import { realFoundation, smallFoundation } from './foundations.ts'
import { git } from './git.ts'
import type { History, Operation } from './operations.ts'
import { checkBuilt, checkEverywhere } from './oracle/everywhere.ts'
import { holdsIn, type Look, look } from './oracle/look.ts'
import { moved } from './oracle/model.ts'
import { changeByHand, pullRequest, revertByHand } from './perform/by-hand.ts'
import { bump, promote } from './perform/forward.ts'
import { hold, lift } from './perform/holds.ts'
import { rollback } from './perform/rollback.ts'
import { count, type Tally, type World } from './world.ts'

/** Plays a history in a new repository and holds after each operation what has to be so. @throws AssertionError. */
export async function play(
  scratch: string,
  { real, pushes, operations }: History,
  tally: Tally,
): Promise<void> {
  const world = await found(scratch, real ? realFoundation() : smallFoundation(), pushes, tally)
  try {
    for (const [index, operation] of operations.entries()) {
      const before = look(world)
      world.day += operation.after
      setGitEnvironment(world.day)
      try {
        await perform(world, operation)
        const after = look(world)
        note(world, before, after, operation)
        checkEverywhere(world, after)
        if (before.commit !== after.commit) count(world, operation.kind)
        count(world, 'operations')
      } catch (error) {
        throw new Error(`operation ${index + 1}, ${operation.kind}: ${(error as Error).message}`, {
          cause: error,
        })
      }
    }
    await checkBuilt(world, look(world))
  } finally {
    abandon(world)
  }
}

async function perform(world: World, operation: Operation): Promise<void> {
  switch (operation.kind) {
    case 'bump':
      return bump(world, operation)
    case 'promote':
      return promote(world, operation)
    case 'rollback':
      return rollback(world, operation)
    case 'hold':
      return hold(world, operation)
    case 'lift':
      return lift(world, operation)
    case 'change':
      return changeByHand(world, operation)
    case 'pull-request':
      return pullRequest(world, operation)
    case 'revert':
      return revertByHand(world, operation)
  }
}

const BY_HAND: readonly Operation['kind'][] = ['change', 'pull-request', 'revert']

/** Keeps up what the test knows: what runs since when, and which holds people changed by hand. */
function note(world: World, before: Look, after: Look, { kind }: Operation): void {
  for (const name of world.environments) {
    const known = world.model[name]
    assert.ok(known)
    if (BY_HAND.includes(kind)) known.holds = holdsIn(after.tree, name)
    const file = releaseFile(name)
    if (before.tree.get(file) === after.tree.get(file)) continue
    const commits = git(
      world.root,
      'rev-list',
      '--first-parent',
      `${before.commit}..${after.commit}`,
      '--',
      file,
    ).split('\n')
    assert.equal(commits.length, 1, `commits that changed ${file} by one ${kind}`)
    moved(world.root, known, commits[0] as string, world.day, after.releases[name] ?? {})
  }
}
