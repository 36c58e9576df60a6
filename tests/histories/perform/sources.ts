import { createHash } from 'node:crypto'
import { git, headOf } from '../git.ts'
import type { Pick } from '../operations.ts'
import { at, type Build, type World } from '../world.ts'

/** The build that an operation means; a new one is built first. */
export function buildFor(world: World, { service, source, which }: Pick): Build {
  const name = at(world.services, service)
  const known = world.builds.filter((each) => each.service === name)
  if (source === 'known' && known.length > 0) return at(known, which)
  if (source === 'beside') return buildOf(world, name, sourceBeside(world, which), { migration: 1 })
  if (source === 'migrating' || source === 'contracting') world.migration++
  if (source === 'contracting') world.contracting = world.migration
  return buildOf(world, name, sourceOnBranch(world))
}

/** A commit on the branch that is checked out; what it changes of a service's source is nothing to this test. */
export function sourceOnBranch(world: World): string {
  git(world.root, 'commit', '--quiet', '--allow-empty', '-m', `Source ${world.serial++}`)
  return headOf(world.root)
}

function sourceBeside(world: World, which: number): string {
  const { root } = world
  const parent = at(git(root, 'rev-list', '--first-parent', 'HEAD').split('\n'), which)
  const name = `Source beside ${world.serial++}`
  const commit = git(root, 'commit-tree', `${parent}^{tree}`, '-p', parent, '-m', name)
  git(root, 'update-ref', `refs/heads/beside-${world.serial}`, commit)
  return commit
}

/** What a CI makes of a source. The last service knows no database. */
export function buildOf(
  world: World,
  service: string,
  commit: string,
  database: { migration: number; contracting?: number } = world,
): Build {
  const number = world.builds.length
  const { migration, contracting = 0 } = database
  const entry = {
    tag: `1.${number}`,
    digest: `sha256:${createHash('sha256').update(`${service} ${number}`).digest('hex')}`,
    commit,
    ...(service !== world.services.at(-1) && { migration, ...(contracting > 0 && { contracting }) }),
  }
  const build = { service, entry }
  world.builds.push(build)
  return build
}
