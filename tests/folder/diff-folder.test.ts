import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diffFolder } from '../../render/commands/folder/diff-folder.ts'
import { temporaryFolder, write } from '../support/repository.ts'

const git = (root: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args],
    {
      cwd: root,
      stdio: 'ignore',
    },
  )

const deployment = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - {name: web, image: "${image}"}\n`
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\ndata: {a: b}\n'

/** A repository of someone else, with a link in it, and one commit. */
function committed(): string {
  const root = temporaryFolder()
  write(root, {
    'base/kustomization.yaml': 'resources: [web.yaml, config.yaml]\n',
    'base/web.yaml': deployment('web:1.0'),
    'base/config.yaml': config,
    'deploy/prod/kustomization.yaml': 'namespace: prod\nresources: [../../base]\n',
    'deploy/plain/config.yaml': config,
  })
  symlinkSync('base', join(root, 'elsewhere'))
  git(root, 'init', '-q')
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'first')
  return root
}

interface Told {
  readonly name: string
  readonly status: string
  readonly changed: readonly { id: string; fields: readonly { path: string }[] }[]
}

test('what a change beside the folder does in it, field by field, and which pods restart', async () => {
  const root = committed()
  write(root, { 'base/web.yaml': deployment('web:2.0') })
  const { exit, json } = await diffFolder({ path: join(root, 'deploy') })
  const environments = json['environments'] as Told[]
  expect(environments).toMatchObject([
    { name: 'deploy/prod', status: 'changed', restarts: ['Deployment/web'], removed: [] },
  ])
  expect(environments[0]?.changed).toMatchObject([
    {
      id: 'Deployment/web',
      fields: [{ path: 'spec.template.spec.containers[web].image', before: 'web:1.0', after: 'web:2.0' }],
    },
  ])
  expect(exit).toBe(0)
})

test('nothing changed is nothing', async () => {
  const root = committed()
  const outcome = await diffFolder({ path: join(root, 'deploy') })
  expect(outcome.exit).toBe(0)
  expect(outcome.json['environments']).toEqual([])
})

test('what is removed counts against the budget that is given', async () => {
  const root = committed()
  write(root, { 'base/kustomization.yaml': 'resources: [web.yaml]\n' })
  const outcome = await diffFolder({ path: join(root, 'deploy') })
  expect(outcome.exit).toBe(1)
  expect(outcome.lines.map(({ text }) => text).join('\n')).toContain('--deletion-budget 1')
  expect((await diffFolder({ path: root, deletionBudget: '1' })).exit).toBe(0)
  expect((await diffFolder({ path: root, deletionBudget: 'x' })).exit).toBe(2)
})

test('against the commit where the branch began; a folder that is new is new', async () => {
  const root = committed()
  git(root, 'checkout', '-qb', 'mine')
  write(root, { 'deploy/qa/kustomization.yaml': 'namespace: qa\nresources: [../../base]\n' })
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'second')
  const branch = execFileSync('git', ['rev-list', '--max-parents=0', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
  const { json, lines } = await diffFolder({ path: join(root, 'deploy'), base: branch, markdown: true })
  expect(json['environments']).toMatchObject([{ name: 'deploy/qa', status: 'new' }])
  expect(lines.at(-1)?.text).toContain('deploy/qa')
})

test('what is refused is not compared, with its place; what was refused before is said', async () => {
  const root = committed()
  write(root, { 'deploy/prod/kustomization.yaml': 'resources: ["https://example.com/x"]\n' })
  const outcome = await diffFolder({ path: root })
  expect(outcome.exit).toBe(2)
  expect(outcome.lines[0]?.text).toMatch(/^deploy\/prod\/kustomization\.yaml:1:13: refused: /)
  git(root, 'commit', '-qam', 'remote')
  write(root, { 'deploy/prod/kustomization.yaml': 'namespace: prod\nresources: [../../base]\n' })
  const back = await diffFolder({ path: root })
  expect(back.exit).toBe(0)
  expect(back.errors.join('\n')).toContain("can't be built as it was before")
})

test('outside of git nothing can be compared', async () => {
  const root = temporaryFolder()
  write(root, { 'a.yaml': config })
  expect((await diffFolder({ path: root })).exit).toBe(2)
})
