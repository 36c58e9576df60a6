import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { rollback as runRollback } from '../../../render/commands/release/rollback.ts'
import { holdsFile, releaseFile } from '../../../render/environment/environment.ts'
import type { Entry } from '../../../render/release/types.ts'
import { git } from '../git.ts'
import type { Operation } from '../operations.ts'
import { manifestsOf } from '../oracle/build.ts'
import { imageOf, type Look, look } from '../oracle/look.ts'
import { canServe, direction, isAncestor, type Known, type Release } from '../oracle/model.ts'
import { reverted } from '../oracle/reverted.ts'
import { changedPaths, textIn, treeOf } from '../oracle/tree.ts'
import { at, count, type World } from '../world.ts'
import { arrived, checkRelease, checkTouched, mode, releaseFiles } from './command.ts'
import { saying } from './holds.ts'

type By<K extends Operation['kind']> = Extract<Operation, { kind: K }>

export async function rollback(world: World, operation: By<'rollback'>): Promise<void> {
  const { root } = world
  const environment = at(world.environments, operation.environment)
  const known = world.model[environment] as Known
  const before = look(world)
  const release = before.releases[environment] ?? {}
  const named = [...new Set(operation.services.map((each) => at(world.services, each)))]
  const chosen = named.length > 0 ? named : Object.keys(release)
  const to = operation.to === undefined ? undefined : at(commitsWithRelease(world), operation.to)
  const target = to === undefined ? previous(world, known, release, chosen) : look(world, to)
  const then = target?.releases[environment]
  const moving = then && servicesToMove(world, release, then, chosen)
  const said = saying(world, operation.days)

  const outcome = await runRollback(root, environment, {
    ...mode(world),
    ...said,
    ...(named.length > 0 && { service: named }),
    ...(to !== undefined && { to }),
  })
  const after = arrived(world)
  if (!moving || !target) {
    count(world, 'rollback: refused')
    assert.equal(outcome.exit, 1, 'a rollback that can not be')
    assert.equal(after.commit, before.commit, 'what was refused leaves no commit')
    return
  }
  assert.equal(outcome.exit, 0, outcome.lines.map(({ text }) => text).join('; '))
  assert.equal(outcome.json['target'], target.commit)

  checkTouched(before, after, [...releaseFiles(environment), holdsFile(environment)])
  const wanted = Object.fromEntries(moving.map((service) => [service, then[service] as Entry]))
  if (outcome.json['kind'] === 'restore') checkRelease(before, after, environment, wanted)
  else assert.deepEqual(after.releases[environment], { ...release, ...wanted })
  checkKind(world, environment, before, moving, String(outcome.json['kind']))
  // What was named is compared with; else the last commit before that state was left.
  const compared = to === undefined ? lastIn(world, environment, target, before) : target
  const proof = outcome.json['proof'] as Proof
  assert.equal(proof.comparedWith, compared.commit)
  await checkBuilds(world, environment, { before, after, target: compared }, moving, proof)

  for (const service of moving) {
    known.holds.services[service] = said
    delete known.holds.lifted[service]
  }
}

/** The commits of the branch that changed what an environment may be built from, newest first. */
const commitsWithRelease = ({ root }: World): string[] =>
  git(root, 'rev-list', '--first-parent', 'HEAD', '--', 'environments', 'base').split('\n')

/** The newest state in which one of these services ran an older build than now, and none a newer one. */
function previous(world: World, known: Known, release: Release, chosen: readonly string[]): Look | undefined {
  const state = known.states.findLast((each) => {
    const ways = chosen.map((service) =>
      direction(world.root, known, service, each.release[service] as Entry, release[service] as Entry),
    )
    return ways.includes('forward') && !ways.includes('back')
  })
  return state && look(world, state.commit)
}

function lastIn(world: World, environment: string, target: Look, head: Look): Look {
  const file = releaseFile(environment)
  const text = textIn(target.tree, file)
  let last = target
  const later = git(
    ...([world.root, 'rev-list', '--first-parent', '--reverse', `${target.commit}..${head.commit}`] as const),
  )
  for (const commit of later.split('\n')) {
    if (textIn(treeOf(world.root, commit), file) !== text) break
    last = look(world, commit)
  }
  return last
}

/** The services that go back; nothing if one of them can't, or if there is nothing to do. */
function servicesToMove(
  { root }: World,
  release: Release,
  then: Release,
  chosen: readonly string[],
): string[] | undefined {
  const moving = chosen.filter((service) => release[service]?.tag !== then[service]?.tag)
  const possible = moving.every((service) => {
    const to = then[service]
    return (
      to !== undefined &&
      !isAncestor(root, release[service]?.commit, to.commit) &&
      canServe(release, service, to)
    )
  })
  return possible && moving.length > 0 ? moving : undefined
}

/** Holds that it is a true revert exactly where git's own comes to the same release and touches nothing else. */
function checkKind(
  world: World,
  environment: string,
  before: Look,
  moving: readonly string[],
  kind: string,
): void {
  const { root } = world
  const [file = ''] = releaseFiles(environment)
  const [back = ''] = git(root, 'rev-list', '--first-parent', `${before.commit}..HEAD`, '--', file).split(
    '\n',
  )
  const suspect = world.model[environment]?.states.findLast(
    ({ release }, index, states) =>
      index > 0 &&
      moving.some((service) => release[service]?.tag !== states[index - 1]?.release[service]?.tag),
  )
  assert.ok(suspect)
  const tree = reverted(root, suspect.commit, before.commit)
  const same = tree !== undefined && changedPaths(tree, treeOf(root, back)).length === 0
  count(world, `rollback: ${kind}`)
  if (kind === 'revert') assert.ok(same, 'a revert that is not what git revert makes')
  else assert.ok(!same, 'git revert would have done')
  if (kind === 'revert')
    assert.match(
      git(root, 'log', '-1', '--format=%B', back),
      new RegExp(`This reverts commit ${suspect.commit}`),
    )
}

interface Proof {
  readonly hashes: { readonly before: string; readonly after: string; readonly target: string | null }
  readonly comparedWith: string
  readonly otherThanTarget: readonly string[] | null
}

/** Builds all three by itself, and holds both parts of the proof, and what was said of them. */
async function checkBuilds(
  world: World,
  environment: string,
  looks: { readonly before: Look; readonly after: Look; readonly target: Look },
  moving: readonly string[],
  { hashes, otherThanTarget }: Proof,
): Promise<void> {
  const build = ({ tree }: Look) => manifestsOf(tree, environment, world.scratch)
  const { before, after, target } = looks
  const built = { before: await build(before), after: await build(after), target: await build(target) }
  let expected = built.before
  for (const service of moving) {
    // Under the registry of today, which may be another one than the target's.
    const [was, is] = [imageOf(before, environment, service), imageOf(after, environment, service)]
    const then = imageOf(target, environment, service)
    assert.equal(is.slice(after.registry.length), then.slice(target.registry.length))
    assert.ok(built.target.includes(`image: ${then}\n`), `${then} is not what the target ran`)
    expected = expected.replaceAll(`image: ${was}\n`, `image: ${is}\n`)
  }
  assert.notEqual(expected, built.before)
  assert.equal(built.after, expected, 'every other byte')

  const hash = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
  assert.deepEqual(hashes, {
    before: hash(built.before),
    after: hash(built.after),
    target: hash(built.target),
  })
  if (nothingElseChanged(environment, after, target)) {
    assert.equal(built.after, built.target, 'the whole build, where nothing else has changed')
    count(world, 'rollback: nothing else changed')
  } else count(world, 'rollback: something else changed')
  assert.equal(otherThanTarget?.length === 0, built.after === built.target, 'what differs from the target')
}

/** Whether all that an environment is built from is as it was, but for what it runs; and that is the same again. */
function nothingElseChanged(environment: string, after: Look, target: Look): boolean {
  const inputs = changedPaths(after.tree, target.tree).filter(
    (path) =>
      path.startsWith('base/') ||
      path === 'environments/fleet.yaml' ||
      path === `environments/${environment}/environment.yaml`,
  )
  const images = (each: Look) =>
    Object.entries(each.releases[environment] ?? {}).map(([service, { tag, digest }]) => [
      service,
      tag,
      digest,
    ])
  return inputs.length === 0 && JSON.stringify(images(after).sort()) === JSON.stringify(images(target).sort())
}
