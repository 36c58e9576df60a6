import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { diff } from '../../render/commands/diff/diff.ts'
import { render } from '../../render/commands/render.ts'
import { report } from '../../render/commands/report.ts'
import type { Diff } from '../../render/diff/model.ts'
import { layOut, temporaryFolder } from '../support/repository.ts'

let root: string

const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

function commit(message: string): string {
  git('add', '--all')
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', message)
  return git('rev-parse', 'HEAD')
}

function edit(path: string, from: string, to: string): void {
  const file = join(root, path)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
}

const textOf = ({ lines }: { lines: readonly { text: string }[] }): string =>
  lines.map(({ text }) => text).join('\n')

/** A repository of one commit, which each test gets a copy of. */
let template: string

beforeAll(() => {
  template = mkdtempSync(join(tmpdir(), 'todo-gitops-diff-'))
  root = template
  layOut(root)
  expect(render(root, []).exit).toBe(0)
  writeFileSync(join(root, '.gitignore'), '.render/\nreport.html\n')
  git('init', '--quiet', '--initial-branch=main')
  commit('first')
})

afterAll(() => rmSync(template, { recursive: true, force: true }))

beforeEach(() => {
  root = temporaryFolder()
  cpSync(template, root, { recursive: true })
})

test('nothing changes where nothing was changed', async () => {
  const outcome = await diff(root, {})
  expect(outcome).toMatchObject({ exit: 0, json: { environments: [], failures: [] } })
  expect(textOf(outcome)).toBe('Nothing changes in any cluster.')
})

test('an edit is shown before it is rendered, after it, and after it is committed, against the same base', async () => {
  const base = git('rev-parse', 'HEAD')
  edit('environments/staging/environment.yaml', 'LOG_LEVEL: debug', 'LOG_LEVEL: warn')
  const expected = 'settings LOG_LEVEL: debug -> warn (restarts backend)'
  expect(textOf(await diff(root, { base }))).toContain(expected)
  render(root, [])
  expect(textOf(await diff(root, { base }))).toContain(expected)
  commit('second')
  expect(textOf(await diff(root, { base }))).toContain(expected)
  expect(textOf(await diff(root, {}))).toBe('Nothing changes in any cluster.')
})

test("what others merged in the meantime is not this branch's change", async () => {
  git('checkout', '--quiet', '-b', 'branch')
  edit('environments/staging/environment.yaml', 'LOG_LEVEL: debug', 'LOG_LEVEL: warn')
  render(root, [])
  commit('on the branch')
  git('checkout', '--quiet', 'main')
  edit('environments/production/environment.yaml', 'minReplicas: 3', 'minReplicas: 4')
  render(root, [])
  commit('on main')
  git('checkout', '--quiet', 'branch')
  const { json } = await diff(root, { base: 'main' })
  expect((json as unknown as Diff).environments.map(({ name }) => name)).toEqual(['staging'])
})

test('the old side is what git holds, even where render would write something else today', async () => {
  const overlay = join(root, 'overlays/staging/kustomization.yaml')
  writeFileSync(overlay, readFileSync(overlay, 'utf8').replace('LOG_LEVEL: debug', 'LOG_LEVEL: trace'))
  commit('someone edited the overlay by hand')
  expect(textOf(await diff(root, {}))).toContain('LOG_LEVEL: trace -> debug')
})

test('removing needs a budget; the environment itself raises it', async () => {
  edit('environments/minikube/environment.yaml', '  node-port:\n    port: 30080\n', '')
  const refused = await diff(root, {})
  expect(refused.exit).toBe(1)
  expect(textOf(refused)).toMatch(/over budget minikube/)
  edit('environments/minikube/environment.yaml', 'services:\n', 'deletionBudget: 10\nservices:\n')
  expect((await diff(root, {})).exit).toBe(0)
})

test('a budget that is raised alone is told, though nothing changes in the cluster', async () => {
  edit('environments/staging/environment.yaml', 'cluster: cloud', 'cluster: cloud\ndeletionBudget: 3')
  const outcome = await diff(root, {})
  expect(outcome).toMatchObject({
    exit: 0,
    json: { environments: [{ name: 'staging', risks: [{ id: 'deletion-budget-raised' }] }] },
  })
  expect(textOf(outcome)).toContain('staging: nothing changes in the cluster')
})

test('an environment that is removed as a whole needs the budget of the side before', async () => {
  const remove = () => {
    for (const path of ['environments/staging', 'overlays/staging', 'apps/cloud/environments/staging.yaml'])
      rmSync(join(root, path), { recursive: true })
  }
  const before = git('rev-parse', 'HEAD')
  remove()
  const refused = await diff(root, {})
  expect(refused.exit).toBe(1)
  git('checkout', '--quiet', before, '--', '.')
  edit('environments/staging/environment.yaml', 'services:\n', 'deletionBudget: 200\nservices:\n')
  commit('raise the budget')
  remove()
  expect((await diff(root, {})).exit).toBe(0)
})

test('a new environment is shown as new', async () => {
  cpSync(join(root, 'environments/staging'), join(root, 'environments/trial'), { recursive: true })
  edit('environments/trial/environment.yaml', 'host: staging', 'host: trial')
  const { json, exit } = await diff(root, {})
  expect(exit).toBe(0)
  expect((json as unknown as Diff).environments).toMatchObject([
    { name: 'trial', status: 'new', removed: [] },
  ])
})

test('a change of base that kustomize refuses is a finding; an old side that it refuses is a failure', async () => {
  edit('base/platform/kustomization.yaml', '  - pairs:', '  - pairz: {}\n    pairs:')
  const outcome = await diff(root, {})
  expect(outcome.exit).toBe(1)
  expect(textOf(outcome)).toContain("overlays/staging: kustomize can't build it:")
  commit('broken')
  edit('base/platform/kustomization.yaml', '  - pairz: {}\n    pairs:', '  - pairs:')
  await expect(diff(root, {})).rejects.toThrow(/can't be built as it was before/)
})

test('an unknown base is refused with the remediation: the command line is wrong, not git', async () => {
  expect(await diff(root, { base: 'origin/main' })).toMatchObject({
    exit: 2,
    errors: ['Commit "origin/main" not found: fetch it, or name another one.'],
  })
})

test('outside of a repository, and before the first commit, that is said with a fix', async () => {
  const said = async (message: RegExp) => {
    for (const outcome of [await diff(root, {}), await report(root, { output: join(root, 'report.html') })]) {
      expect(outcome).toMatchObject({ exit: 2, errors: [expect.stringMatching(message)] })
      expect(outcome.json).toEqual({ problems: [{ message: outcome.errors[0] }] })
    }
    expect(existsSync(join(root, 'report.html'))).toBe(false)
  }
  rmSync(join(root, '.git'), { recursive: true })
  await said(/^This is not a git repository: .*-C.*git init/)
  git('init', '--quiet')
  await said(/^Nothing is committed here yet: make a first commit\.$/)
})

test('a folder of a larger repository is refused: git and Argo CD count paths from the root of all', async () => {
  const folder = join(root, 'deploy')
  for (const name of ['base', 'environments', 'overlays', 'apps'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  commit('a copy in a folder')
  const outcome = await diff(folder, {})
  expect(outcome.exit).toBe(2)
  expect(outcome.errors[0]).toContain('is the folder deploy/ of a larger repository')
  expect((await diff(root, {})).exit).toBe(0)
})

test('without the commit where both parted, what is compared instead is said', async () => {
  git('checkout', '--quiet', '-b', 'branch')
  edit('environments/staging/environment.yaml', 'LOG_LEVEL: debug', 'LOG_LEVEL: warn')
  commit('on the branch')
  git('checkout', '--quiet', 'main')
  edit('environments/production/environment.yaml', 'minReplicas: 3', 'minReplicas: 4')
  commit('on main')
  git('checkout', '--quiet', 'branch')
  expect((await diff(root, { base: 'main' })).json['warnings']).toEqual([])

  const whole = root
  root = temporaryFolder()
  git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${whole}`, '.')
  const shallow = await diff(root, { base: 'origin/main' })
  expect(shallow.errors).toEqual([expect.stringContaining('compared with origin/main itself')])
  expect(shallow.errors[0]).toContain('`git fetch --unshallow`')
  expect(shallow.json).toMatchObject({ base: git('rev-parse', 'origin/main'), warnings: shallow.errors })
  git('fetch', '--quiet', '--unshallow')
  expect((await diff(root, { base: 'origin/main' })).errors).toEqual([])

  git('checkout', '--quiet', '--orphan', 'elsewhere')
  commit('without parents')
  expect((await diff(root, { base: 'origin/main' })).errors).toEqual([
    'HEAD and origin/main have no commit in common: compared with origin/main itself.',
  ])
})

test('programs are told of another kustomize, too: they do not read stderr', async () => {
  const file = join(root, 'environments/fleet.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('kustomize: 5.8.1', 'kustomize: 5.99.0'))
  edit('environments/staging/environment.yaml', 'LOG_LEVEL: debug', 'LOG_LEVEL: warn')
  const { json, errors } = await diff(root, {})
  expect(json['warnings']).toEqual([expect.stringContaining('Argo CD builds with kustomize 5.99.0')])
  expect(json['warnings']).toEqual(errors)
})

test('when the repository moves, the root Applications must be applied by hand, and that is said', async () => {
  edit('environments/fleet.yaml', 'repository: https://', 'repository: https://moved.example.org/')
  const outcome = await diff(root, {})
  const { risks, summary } = outcome.json as unknown as Diff
  expect(risks.filter(({ id }) => id === 'root-by-hand')).toMatchObject(
    ['cloud', 'minikube'].map((cluster) => ({
      severity: 'medium',
      message: expect.stringContaining(`apps/${cluster}/root.yaml changes, and Argo CD doesn't apply it`),
      steps: [expect.stringContaining(`kubectl apply --filename apps/${cluster}/root.yaml`)],
    })),
  )
  expect(summary.risks.medium).toBe(risks.filter(({ severity }) => severity === 'medium').length)
  expect(textOf(outcome)).toContain('kubectl apply --filename apps/cloud/root.yaml')
  expect(textOf(await diff(root, { markdown: true }))).toContain('root-by-hand')
})

test('a root Application that changes alone is a warning; a comment in it is nothing', async () => {
  const file = join(root, 'apps/cloud/root.yaml')
  const good = readFileSync(file, 'utf8')
  writeFileSync(file, good.replace('targetRevision: main', 'targetRevision: other'))
  commit('by hand')
  const outcome = await diff(root, {})
  expect(textOf(outcome)).toBe('Nothing changes in any cluster.')
  expect(outcome.errors).toEqual([expect.stringContaining('kubectl apply --filename apps/cloud/root.yaml')])
  expect(outcome.json).toMatchObject({ risks: [], warnings: outcome.errors })
  writeFileSync(file, `# A comment.\n${good}`)
  commit('a comment')
  expect((await diff(root, {})).errors).toEqual([])
  writeFileSync(file, 'a: [')
  commit('no YAML')
  expect((await diff(root, {})).errors).toEqual([expect.stringContaining('apps/cloud/root.yaml changes')])
})

test('bad inputs are refused with their places', async () => {
  edit('environments/staging/environment.yaml', 'cluster: cloud', 'cluster: clowd')
  const outcome = await diff(root, {})
  expect(outcome.exit).toBe(2)
  expect(outcome.errors[0]).toMatch(/^environments\/staging\/environment\.yaml:2:10: /)
})

test('the report of one commit is one page, the same each time', async () => {
  const output = join(root, 'pages/report.html')
  expect(await report(root, { output })).toMatchObject({
    exit: 0,
    json: { environments: ['minikube', 'production', 'staging'] },
  })
  const first = readFileSync(output, 'utf8')
  for (const name of ['minikube', 'production', 'staging', git('rev-parse', 'HEAD').slice(0, 7)])
    expect(first).toContain(name)
  rmSync(output)
  await report(root, { output })
  expect(readFileSync(output, 'utf8')).toBe(first)
  edit('environments/staging/environment.yaml', 'cluster: cloud', 'cluster: clowd')
  rmSync(output)
  expect((await report(root, { output })).exit).toBe(2)
  expect(existsSync(output)).toBe(false)
})
