import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { bump } from '../../render/commands/release/bump.ts'
import { history } from '../../render/commands/release/history.ts'
import { hold, releaseHold } from '../../render/commands/release/hold.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { render } from '../../render/commands/render.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { temporaryFolder } from '../support/repository.ts'
import { commitAll, git, headOf, makeClones, removeTemplate } from './clones.ts'
import { holdsAt, releaseAt } from './truth.ts'

afterAll(removeTemplate)

/** A source commit. */
function source(root: string, build: string): string {
  writeFileSync(join(root, 'notes.txt'), `source of ${build}\n`)
  return commitAll(root, `Source of ${build}`)
}

/** Bumps a service to what was built from a source commit. @returns what it came to. */
function build(root: string, service: string, tag: string, commit = source(root, `${service} ${tag}`)) {
  const digest = `sha256:${tag.replace(/[^0-9]/g, '').padEnd(64, '0')}`
  return bump(root, { environment: 'staging', image: [`${service}=${tag}@${digest}`], commit })
}

/** What people and a CI do after a bump, in the same environment. */
async function goOn(root: string): Promise<void> {
  expect(await build(root, 'frontend', '1.1.0')).toMatchObject({ exit: 0 })
  expect(await build(root, 'ai-agent', '1.2.0')).toMatchObject({ exit: 0 })
  const file = join(root, 'environments/staging/environment.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('LOG_LEVEL: debug', 'LOG_LEVEL: warn'))
  expect(render(root, [])).toMatchObject({ exit: 0 })
  commitAll(root, 'Log less')
  const reason = 'wait for the new schema'
  expect(await hold(root, 'staging', { service: 'mcp-server', reason })).toMatchObject({ exit: 0 })
  const until = '2000-01-01'
  expect(
    await hold(root, 'staging', { service: 'backend', reason, until, now: new Date(until) }),
  ).toMatchObject({
    exit: 0,
  })
}

interface Way {
  readonly way: string
  /** Puts the bump on the branch. */
  readonly bring: (root: string) => Promise<void>
  /** Takes it back; `commit` is where the branch was when the bump had arrived. */
  readonly revert: (root: string, commit: string) => void
}

const onBranch = async (root: string, ...merge: string[]): Promise<void> => {
  const commit = source(root, 'backend 1.0.0')
  git(root, 'switch', '--quiet', '--create', 'proposal')
  expect(await build(root, 'backend', '1.0.0', commit)).toMatchObject({ exit: 0 })
  git(root, 'switch', '--quiet', 'main')
  git(root, 'merge', '--quiet', ...merge, 'proposal')
}

const revert = (root: string, commit: string): void => {
  git(root, 'revert', '--no-edit', commit)
}

const WAYS: readonly Way[] = [
  {
    way: 'a plain git revert',
    bring: async (root) => {
      expect(await build(root, 'backend', '1.0.0')).toMatchObject({ exit: 0 })
    },
    revert,
  },
  {
    way: 'a git revert of the merge commit of a pull request',
    bring: (root) => onBranch(root, '--no-ff'),
    revert: (root, commit) => {
      git(root, 'revert', '--no-edit', '--mainline', '1', commit)
    },
  },
  {
    way: 'a git revert of a squashed pull request',
    bring: async (root) => {
      await onBranch(root, '--squash')
      git(root, 'commit', '--quiet', '--message', 'Bump backend (#1)')
    },
    revert,
  },
  {
    way: 'a pull request that reverts, as the button on GitHub makes it',
    bring: (root) => onBranch(root, '--no-ff'),
    revert: (root, commit) => {
      git(root, 'switch', '--quiet', '--create', 'revert-1-proposal')
      git(root, 'revert', '--no-edit', '--mainline', '1', commit)
      git(root, 'switch', '--quiet', 'main')
      git(root, 'merge', '--quiet', '--no-ff', 'revert-1-proposal')
    },
  },
]

test.each(WAYS)('$way takes back a bump under later ones, and holds it', async ({ bring, revert }) => {
  const root = makeClones(temporaryFolder()).work
  const before = releaseAt(root, 'HEAD', 'staging')['backend']
  await bring(root)
  const bumped = headOf(root)
  await goOn(root)

  revert(root, bumped)

  expect(git(root, 'status', '--porcelain')).toBe('')
  expect(check(root)).toMatchObject({ exit: 0 })
  const services = releaseAt(root, 'HEAD', 'staging')
  expect(services['backend']).toEqual(before)
  expect([services['frontend']?.tag, services['ai-agent']?.tag]).toEqual(['1.1.0', '1.2.0'])
  expect(holdsAt(root, 'HEAD', 'staging').services).toHaveProperty('mcp-server')
  const told = await history(root, 'staging', { limit: 1 })
  expect(told.json).toMatchObject({
    entries: [{ commit: headOf(root), rollback: true, changes: [{ service: 'backend' }] }],
  })

  const refused = await build(root, 'backend', '2.0.0')
  expect(refused).toMatchObject({
    exit: 1,
    json: {
      commit: null,
      decisions: [{ action: 'refused', reason: { code: 'held', hold: { kind: 'went-back' } } }],
    },
  })
  expect(releaseAt(root, 'HEAD', 'staging')['backend']).toEqual(before)

  expect(await releaseHold(root, 'staging', { service: 'backend' })).toMatchObject({ exit: 0 })
  expect(await build(root, 'backend', '3.0.0')).toMatchObject({ exit: 0 })
  expect(releaseAt(root, 'HEAD', 'staging')['backend']?.tag).toBe('3.0.0')
  expect(check(root)).toMatchObject({ exit: 0 })
})

test('a release.yaml that was unreadable for one commit changes nothing about that', async () => {
  const root = makeClones(temporaryFolder()).work
  const file = join(root, 'environments/staging/release.yaml')
  const first = releaseAt(root, 'HEAD', 'staging')['backend']
  expect(await build(root, 'backend', '1.0.0')).toMatchObject({ exit: 0 })
  revert(root, headOf(root))
  const text = readFileSync(file, 'utf8')
  for (const broken of [
    `${text}<<<<<<< HEAD\n`,
    'services: later\n',
    text.replace('tag: 0.1.0', 'tga: 0.1.0'),
  ]) {
    writeFileSync(file, broken)
    commitAll(root, 'Break it')
    writeFileSync(file, text)
    commitAll(root, 'Fix it')
  }
  expect(await build(root, 'backend', '2.0.0')).toMatchObject({
    exit: 1,
    json: { decisions: [{ reason: { code: 'held', hold: { kind: 'went-back' } } }] },
  })
  expect(releaseAt(root, 'HEAD', 'staging')['backend']).toEqual(first)
})

test.each([
  ['an environment', 'environments/staging/environment.yaml', 'LOG_LEVEL: debug', 'LOG_LEVEL: warn'],
  ['base', 'base/services/backend/deployment.yaml', 'cpu: 500m', 'cpu: 600m'],
])(
  '%s changes after the first release: a rollback of the next one builds what ran before it, byte for byte',
  async (_, path, from, to) => {
    const root = makeClones(temporaryFolder()).work
    const file = join(root, path)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replace(from, to))
    expect(render(root, [])).toMatchObject({ exit: 0 })
    const last = commitAll(root, 'Change it')
    const before = await kustomizeBuild(join(root, 'overlays/staging'))
    expect(await build(root, 'backend', '1.0.0', last)).toMatchObject({ exit: 0 })
    expect((await kustomizeBuild(join(root, 'overlays/staging'))).manifests).not.toBe(before.manifests)
    const { json, lines, exit } = await rollback(root, 'staging', { reason: 'Orders were lost.' })
    expect(exit).toBe(0)
    expect(json['proof']).toMatchObject({ comparedWith: last, otherThanTarget: [] })
    expect(lines.map(({ text }) => text)).toContain("The whole build equals the target's.")
    expect((await kustomizeBuild(join(root, 'overlays/staging'))).manifests).toBe(before.manifests)
  },
)
