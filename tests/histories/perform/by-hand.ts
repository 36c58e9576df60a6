import { render } from '../../../render/commands/render.ts'
import { git, gitSucceeds, headOf } from '../git.ts'
import type { Change, Operation } from '../operations.ts'
import { at, type World } from '../world.ts'
import { change } from './people.ts'

type By<K extends Operation['kind']> = Extract<Operation, { kind: K }>

/** Changes something and commits it with what render makes of it; nothing if the inputs would not be valid. */
export function changeByHand(world: World, { changes }: By<'change'>): void {
  makeChanges(world, changes)
  land(world)
}

/**
 * A branch, merged with a merge commit or squashed. If it conflicts, it isn't merged; if what git merges isn't what
 * render makes of it, someone renders before the merge is done.
 */
export function pullRequest(world: World, { behind, changes, squash }: By<'pull-request'>): void {
  const { root } = world
  const before = headOf(root)
  const branch = `branch-${world.serial++}`
  git(
    root,
    'checkout',
    '--quiet',
    '-b',
    branch,
    at([before, ...mainline(world, ['base', 'environments'])], behind),
  )
  const made = makeChanges(world, changes)
  git(root, 'checkout', '--quiet', '--force', 'main')
  if (!made) return
  const message = ['-m', `Merge ${branch}`]
  const merged = squash
    ? gitSucceeds(root, 'merge', '--quiet', '--squash', branch) &&
      gitSucceeds(root, 'commit', '--quiet', ...message)
    : gitSucceeds(root, 'merge', '--quiet', '--no-ff', ...message, branch)
  if (merged && settle(world)) land(world)
  else git(root, 'reset', '--quiet', '--hard', before)
}

/** A plain `git revert`, by someone who knows nothing of this tool but render. */
export function revertByHand(world: World, { behind }: By<'revert'>): void {
  const { root } = world
  const before = headOf(root)
  const commit = at(mainline(world, ['base', 'environments']), behind)
  const merge = gitSucceeds(root, 'rev-parse', '--verify', '--quiet', `${commit}^2`)
  const reverted = gitSucceeds(root, 'revert', '--no-edit', ...(merge ? ['-m', '1'] : []), commit)
  if (reverted && settle(world)) land(world)
  else {
    gitSucceeds(root, 'revert', '--abort')
    git(root, 'reset', '--quiet', '--hard', before)
  }
}

/** The commits of the branch itself, newest first, without the one that set all up; only those that changed `paths`. */
const mainline = ({ root }: World, paths: readonly string[] = []): string[] =>
  git(root, 'rev-list', '--first-parent', 'HEAD', '--', ...paths)
    .split('\n')
    .slice(0, -1)

/** Commits some changes on the branch that is checked out. @returns whether there is a commit. */
function makeChanges(world: World, changes: readonly Change[]): boolean {
  const { root } = world
  const before = headOf(root)
  for (const each of changes) change(world, each)
  if (render(root, []).exit !== 0) {
    git(root, 'reset', '--quiet', '--hard', before)
    return false
  }
  git(root, 'add', '--all')
  gitSucceeds(root, 'commit', '--quiet', '-m', `Change ${changes.map(({ what }) => what).join(' and ')}`)
  return headOf(root) !== before
}

/** Makes the newest commit hold what render makes of it. @returns whether that could be. */
function settle(world: World): boolean {
  if (render(world.root, []).exit !== 0) return false
  git(world.root, 'add', '--all')
  return gitSucceeds(world.root, 'commit', '--quiet', '--amend', '--no-edit', '--allow-empty')
}

function land({ root, pushes }: World): void {
  if (pushes) git(root, 'push', '--quiet', 'origin', 'main')
}
