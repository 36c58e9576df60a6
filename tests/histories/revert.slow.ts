import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { bump as runBump } from '../../render/commands/release/bump.ts'
import { history } from '../../render/commands/release/history.ts'
import { hold as runHold } from '../../render/commands/release/hold.ts'
import { rollback as runRollback } from '../../render/commands/release/rollback.ts'
import { render } from '../../render/commands/render.ts'
import { abandon, found, setGitEnvironment } from './found.ts'
import { smallFoundation } from './foundations.ts'
import { git, headOf } from './git.ts'
import { checkBuilt, checkEverywhere } from './oracle/everywhere.ts'
import { look } from './oracle/look.ts'
import { nothingHeld } from './oracle/model.ts'
import { changedPaths } from './oracle/tree.ts'
import { mode } from './perform/command.ts'
import { buildOf } from './perform/sources.ts'
import { REGISTRY } from './small-base.ts'
import type { Build, World } from './world.ts'

// Histories in which `git revert` does something else than what was asked for, or is tempted to.

const scratch = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const RELEASE = 'environments/staging/release.yaml'
const OVERLAY = 'overlays/staging/release/kustomization.yaml'
const HOLDS = 'environments/staging/holds.yaml'

async function begin(): Promise<World> {
  const world = await found(scratch, smallFoundation(), false, {})
  onTestFinished(() => abandon(world))
  world.day = 1
  setGitEnvironment(1)
  return world
}

const read = ({ root }: World, file: string): string => readFileSync(join(root, file), 'utf8')

/** Changes files by hand and commits them, with what render makes of them. */
function edit(
  world: World,
  message: string,
  files: Readonly<Record<string, (text: string) => string>>,
): string {
  for (const [file, change] of Object.entries(files)) {
    const before = read(world, file)
    writeFileSync(join(world.root, file), change(before))
    expect(read(world, file), `${message} changes ${file}`).not.toBe(before)
  }
  return commit(world, message)
}

function commit({ root }: World, message: string): string {
  expect(render(root, [])).toMatchObject({ exit: 0 })
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '-m', message)
  return headOf(root)
}

function newBuild(world: World, service: string): Build {
  git(world.root, 'commit', '--quiet', '--allow-empty', '-m', `Source of ${service}`)
  return buildOf(world, service, headOf(world.root))
}

/** What someone writes who bumps by hand. */
const bumped =
  ({ service, entry }: Build) =>
  (text: string): string =>
    text.replace(
      new RegExp(`(  ${service}:\n)( {4}.*\n)+`),
      (_, name: string) =>
        name +
        Object.entries(entry)
          .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`)
          .join(''),
    )

async function bump(world: World, ...services: readonly string[]): Promise<Build[]> {
  const builds = services.map((service) => newBuild(world, service))
  const file = join(scratch, 'builds.json')
  writeFileSync(file, JSON.stringify(builds.map(({ service, entry }) => ({ service, ...entry }))))
  const outcome = await runBump(world.root, { ...mode(world), environment: 'staging', builds: file })
  expect(outcome).toMatchObject({ exit: 0 })
  return builds
}

/** Rolls staging back, and holds what has to be so after every rollback. */
async function rollback(world: World, options: { service?: readonly string[]; to?: string } = {}) {
  const before = look(world)
  const outcome = await runRollback(world.root, 'staging', {
    ...mode(world),
    reason: 'Orders were lost',
    ...options,
  })
  expect(outcome.lines.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^proven: .*every other byte/),
  )
  expect(outcome.exit).toBe(0)
  const after = look(world)
  const known = { holds: nothingHeld(), states: [], back: {} }
  for (const { service, action } of outcome.json['decisions'] as { service: string; action: string }[])
    if (action === 'set') known.holds.services[service] = { reason: 'Orders were lost' }
  world.model['staging'] = known
  checkEverywhere(world, after)
  await checkBuilt(world, after)
  expect(changedPaths(before.tree, after.tree)).toEqual([HOLDS, RELEASE, OVERLAY])
  return {
    kind: outcome.json['kind'],
    before: before.releases['staging'] ?? {},
    after: after.releases['staging'] ?? {},
    message: git(world.root, 'log', '-1', '--format=%B', 'HEAD~1'),
  }
}

describe('a restoring commit where git revert would take more with it', () => {
  test('of a bump that also changed a setting', async () => {
    const world = await begin()
    const build = newBuild(world, 'api')
    edit(world, 'Bump api and log more', {
      [RELEASE]: bumped(build),
      'environments/staging/environment.yaml': (text) =>
        `${text}services:\n  web:\n    settings:\n      LOG_LEVEL: debug\n`,
    })
    const { kind, after } = await rollback(world)
    expect(kind).toBe('restore')
    expect(after['api']).toEqual(world.builds[0]?.entry)
    expect(read(world, 'environments/staging/environment.yaml')).toContain('LOG_LEVEL: debug')
  })

  test('of a commit that changed two environments', async () => {
    const world = await begin()
    const build = newBuild(world, 'api')
    edit(world, 'Bump api everywhere', {
      [RELEASE]: bumped(build),
      'environments/production/release.yaml': bumped(build),
    })
    const { kind, after } = await rollback(world)
    expect(kind).toBe('restore')
    expect(after['api']).toEqual(world.builds[0]?.entry)
    expect(look(world).releases['production']?.['api']).toEqual(build.entry)
  })

  test('of one service of a bump of two', async () => {
    const world = await begin()
    const [, jobs] = await bump(world, 'api', 'api-jobs')
    const { kind, after } = await rollback(world, { service: ['api'] })
    expect(kind).toBe('restore')
    expect(after).toMatchObject({ api: world.builds[0]?.entry, 'api-jobs': jobs?.entry })
  })

  test('of a merge that brought a bump and a setting', async () => {
    const world = await begin()
    const { root } = world
    const build = newBuild(world, 'api')
    git(root, 'checkout', '--quiet', '-b', 'change')
    edit(world, 'Bump api', { [RELEASE]: bumped(build) })
    edit(world, 'Raise the limit', { 'base/services/web/settings.env': (text) => text.replace('5', '6') })
    git(root, 'checkout', '--quiet', 'main')
    git(root, 'merge', '--quiet', '--no-ff', '-m', 'Merge both', 'change')
    const { kind } = await rollback(world)
    expect(kind).toBe('restore')
    expect(read(world, 'base/services/web/settings.env')).toContain('LIMIT=6')
  })

  test('of the newest of two bumps, to what ran before both', async () => {
    const world = await begin()
    const start = headOf(world.root)
    await bump(world, 'api')
    await bump(world, 'api')
    const { kind, after } = await rollback(world, { to: start })
    expect(kind).toBe('restore')
    expect(after['api']).toEqual(world.builds[0]?.entry)
  })

  test('where a comment was written into the very lines since', async () => {
    const world = await begin()
    await bump(world, 'api')
    edit(world, 'Say why', { [RELEASE]: (text) => text.replace(/(tag: "?1\.3"?)/, '$1 # For the audit.') })
    const { kind, after } = await rollback(world)
    expect(kind).toBe('restore')
    expect(after['api']).toEqual(world.builds[0]?.entry)
    expect(read(world, RELEASE)).toContain('# For the audit.')
  })
})

describe('a true revert', () => {
  test('of a bump, with the message that git gives it', async () => {
    const world = await begin()
    await bump(world, 'web')
    const bumpCommit = headOf(world.root)
    const subject = git(world.root, 'log', '-1', '--format=%s')
    const { kind, message } = await rollback(world)
    expect(kind).toBe('revert')
    expect(message).toBe(`Revert "${subject}"\n\nThis reverts commit ${bumpCommit}.\n\nOrders were lost`)
  })

  test('of a bump with others beside it since', async () => {
    const world = await begin()
    await bump(world, 'api')
    const [jobs] = await bump(world, 'api-jobs')
    const [web] = await bump(world, 'web')
    const { kind, after } = await rollback(world, { service: ['api'] })
    expect(kind).toBe('revert')
    expect(after).toEqual({
      api: world.builds[0]?.entry,
      'api-jobs': jobs?.entry,
      web: web?.entry,
    })
  })

  test('of a merge that brought several bumps', async () => {
    const world = await begin()
    const { root } = world
    const builds = ['api', 'web'].map((service) => newBuild(world, service))
    const mainline = headOf(root)
    git(root, 'checkout', '--quiet', '-b', 'bumps')
    for (const build of builds) edit(world, `Bump ${build.service}`, { [RELEASE]: bumped(build) })
    git(root, 'checkout', '--quiet', 'main')
    git(root, 'merge', '--quiet', '--no-ff', '-m', 'Merge the bumps', 'bumps')
    const merge = headOf(root)
    const { kind, after, message } = await rollback(world)
    expect(kind).toBe('revert')
    expect(after).toEqual(
      Object.fromEntries(world.builds.slice(0, 3).map((each) => [each.service, each.entry])),
    )
    expect(message).toBe(
      `Revert "Merge the bumps"\n\nThis reverts commit ${merge}, reversing\nchanges made to ${mainline}.\n\nOrders were lost`,
    )
  })

  test('of a revert of a revert', async () => {
    const world = await begin()
    const { root } = world
    await bump(world, 'api')
    git(root, 'revert', '--no-edit', 'HEAD')
    git(root, 'revert', '--no-edit', 'HEAD')
    const again = headOf(root)
    const { kind, after, message } = await rollback(world)
    expect(kind).toBe('revert')
    expect(after['api']).toEqual(world.builds[0]?.entry)
    expect(message).toContain(`This reverts commit ${again}.`)
  })

  test('that leaves comments written elsewhere in the file since', async () => {
    const world = await begin()
    await bump(world, 'api')
    edit(world, 'Say what for', { [RELEASE]: (text) => text.replace('# The end.', '# The end of it.') })
    const { kind } = await rollback(world)
    expect(kind).toBe('revert')
    expect(read(world, RELEASE)).toContain('# The end of it.')
  })
})

describe('of an environment that was renamed', () => {
  function rename(world: World): void {
    renameSync(join(world.root, 'environments/staging'), join(world.root, 'environments/qa'))
    commit(world, 'Rename staging to qa')
  }

  test('nothing before its new name is gone back to, and nothing is committed', async () => {
    const world = await begin()
    const start = headOf(world.root)
    await bump(world, 'api')
    rename(world)
    const head = headOf(world.root)
    const options = { ...mode(world), reason: 'Orders were lost' }
    expect(await runRollback(world.root, 'qa', options)).toMatchObject({ exit: 1 })
    expect(await runRollback(world.root, 'qa', { ...options, to: start })).toMatchObject({
      exit: 2,
      errors: [expect.stringMatching(/qa had no release.yaml at/)],
    })
    expect(headOf(world.root)).toBe(head)
  })

  test('a bump since is', async () => {
    const world = await begin()
    rename(world)
    const build = newBuild(world, 'api')
    edit(world, 'Bump api', { 'environments/qa/release.yaml': bumped(build) })
    const outcome = await runRollback(world.root, 'qa', { ...mode(world), reason: 'Orders were lost' })
    expect(outcome).toMatchObject({ exit: 0, json: { kind: 'revert', proof: { holds: true } } })
    expect(read(world, 'environments/qa/release.yaml')).toContain(world.builds[0]?.entry.digest)
  })
})

describe('in a repository whose first commit holds everything', () => {
  async function squashed(): Promise<World> {
    const world = await begin()
    const { root } = world
    const tree = git(root, 'commit-tree', 'HEAD^{tree}', '-m', 'Begin anew')
    git(root, 'reset', '--quiet', '--hard', tree)
    return world
  }

  test('there is nothing to go back to', async () => {
    const world = await squashed()
    const head = headOf(world.root)
    const options = { ...mode(world), reason: 'Orders were lost' }
    expect(await runRollback(world.root, 'staging', options)).toMatchObject({ exit: 1 })
    expect(await runRollback(world.root, 'staging', { ...options, to: head })).toMatchObject({ exit: 1 })
    expect(headOf(world.root)).toBe(head)
  })

  test('its state can be gone back to', async () => {
    const world = await squashed()
    const build = newBuild(world, 'api')
    edit(world, 'Bump api', { [RELEASE]: bumped(build) })
    const { kind, after } = await rollback(world)
    expect(kind).toBe('revert')
    expect(after['api']).toEqual(world.builds[0]?.entry)
  })

  test('what another branch ran can be gone back to, though no commit here brought the newer build', async () => {
    const world = await begin()
    const { root } = world
    git(root, 'tag', 'older')
    await bump(world, 'api')
    git(root, 'reset', '--quiet', '--hard', git(root, 'commit-tree', 'HEAD^{tree}', '-m', 'Begin anew'))
    const { kind, after } = await rollback(world, { to: 'older' })
    expect(kind).toBe('restore')
    expect(after['api']).toEqual(world.builds[0]?.entry)
  })
})

describe('nothing is committed where it is not proven', () => {
  async function refused(world: World, to?: string): Promise<string> {
    const head = headOf(world.root)
    const outcome = await runRollback(world.root, 'staging', {
      ...mode(world),
      reason: 'Orders were lost',
      ...(to !== undefined && { to }),
    })
    expect(outcome).toMatchObject({ exit: 1, json: { proof: { holds: false }, commit: null } })
    expect(headOf(world.root)).toBe(head)
    expect(git(world.root, 'status', '--porcelain')).toBe('')
    const lines = outcome.lines.map(({ text }) => text)
    expect(lines).toContain('Nothing was committed.')
    expect(lines.filter((text) => text.startsWith('proven'))).toEqual([])
    return lines.find((text) => text.startsWith('not proven')) ?? ''
  }

  test('that a second workload with an image of its own goes back as well', async () => {
    const world = await begin()
    edit(world, 'Run api beside web', {
      'base/services/web/deployment.yaml': (text) =>
        text.replace(
          '      containers:\n',
          `$&        - name: beside\n          image: ${REGISTRY}/api:0.0.1\n`,
        ),
    })
    await bump(world, 'api')
    expect(await refused(world)).toMatch(/api would run :0\.0\.1, :1\.0@sha256:[0-9a-f]+; release\.yaml/)
  })

  test('that the target ran what its release.yaml says', async () => {
    const world = await begin()
    const { root } = world
    const rendered = read(world, OVERLAY)
    writeFileSync(join(root, OVERLAY), rendered.replace('newTag: "1.0"', 'newTag: "0.9"'))
    git(root, 'commit', '--quiet', '--all', '-m', 'Write into what is rendered')
    const target = headOf(root)
    commit(world, 'Render')
    await bump(world, 'api')
    expect(await refused(world, target)).toMatch(/the target's rendered manifests ran :0\.9@sha256/)
  })
})

test('a service that is held already in the same words is held by the same words, and that is no second commit', async () => {
  const world = await begin()
  const start = headOf(world.root)
  await bump(world, 'api')
  const said = { reason: 'Orders were lost', service: 'api' }
  expect(await runHold(world.root, 'staging', { ...mode(world), ...said })).toMatchObject({ exit: 0 })
  const head = headOf(world.root)
  expect(
    await runRollback(world.root, 'staging', {
      ...mode(world),
      ...said,
      service: ['api', 'api'],
      to: start,
    }),
  ).toMatchObject({ exit: 0, json: { decisions: [{ service: 'api', action: 'set' }] } })
  expect(git(world.root, 'rev-list', '--count', `${head}..HEAD`)).toBe('1')
  expect(git(world.root, 'diff', '--name-only', head, 'HEAD').split('\n')).toEqual([RELEASE, OVERLAY])
})

/** What changes the output of git's commands for people, or how they merge. */
const SETTINGS = {
  'log.follow': 'true',
  'log.date': 'relative',
  'log.decorate': 'full',
  'color.ui': 'always',
  'core.quotePath': 'true',
  'diff.renames': 'copies',
  'merge.conflictStyle': 'diff3',
  'i18n.logOutputEncoding': 'ISO-8859-1',
}

test('a person who has set up git as they like rolls back as everybody else', async () => {
  const world = await begin()
  const { root } = world
  for (const [key, value] of Object.entries(SETTINGS)) git(root, 'config', key, value)
  renameSync(join(root, 'environments/staging'), join(root, 'environments/old'))
  commit(world, 'Rename it')
  renameSync(join(root, 'environments/old'), join(root, 'environments/staging'))
  commit(world, 'Rename it back, Zoë')
  await bump(world, 'api')
  const { json } = await history(root, 'staging', {})
  expect((json['entries'] as { subject: string }[]).map(({ subject }) => subject)).toEqual([
    'Bump api in staging',
    'Rename it back, Zoë',
    'Rename it',
    'Add environments',
  ])
  expect((await rollback(world)).kind).toBe('revert')
})

test('a person who signs commits, and lets git log show it, rolls back as everybody else', async () => {
  const world = await begin()
  const { root } = world
  const gpg = join(scratch, 'gpg')
  writeFileSync(gpg, '#!/bin/sh\necho "[GNUPG:] GOODSIG 1 Ada"\necho "gpg: Good signature" >&2\n', {
    mode: 0o755,
  })
  git(root, 'config', 'gpg.program', gpg)
  git(root, 'config', 'log.showSignature', 'true')
  await bump(world, 'api')
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n'
  const signed = join(scratch, 'signed')
  writeFileSync(
    signed,
    `${git(root, 'cat-file', 'commit', 'HEAD').replace(/\n\n/, () => `\n${signature}\n`)}\n`,
  )
  git(root, 'reset', '--quiet', '--hard', git(root, 'hash-object', '-t', 'commit', '-w', signed))
  expect(git(root, 'log')).toContain('gpg: Good signature')
  const { json } = await history(root, 'staging', {})
  expect(json['entries']).toMatchObject([{ commit: headOf(root) }, { subject: 'Add environments' }])
  expect((await rollback(world)).kind).toBe('revert')
})
