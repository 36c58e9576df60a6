import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { copyOfRepository, temporaryFolder, write } from '../support/repository.ts'
import { run } from './run.ts'
import { rendered, type Snapshot, snapshot } from './snapshot.ts'

async function renderedRepository(): Promise<string> {
  const root = copyOfRepository()
  expect((await run(root, ['render'])).exit).toBe(0)
  return root
}

const paths = (root: string): string[] => Object.keys(rendered(root))
const folders = (all: Snapshot): string[] =>
  Object.keys(all).filter((path) => /^(overlays|apps)\//.test(path) && all[path] === 'folder')

test('rendering twice changes nothing, not even a time stamp', async () => {
  const root = await renderedRepository()
  const before = snapshot(root, { times: true })
  const { exit, stdout } = await run(root, ['render'])
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: '3 environments: nothing to change.\n' })
  expect(snapshot(root, { times: true })).toEqual(before)
})

test('an environment that is removed takes its files and folders with it; the root of its cluster stays', async () => {
  const root = await renderedRepository()
  rmSync(join(root, 'environments/minikube'), { recursive: true })
  const { exit, stdout } = await run(root, ['render'])
  expect(exit).toBe(0)
  expect(stdout.match(/^deleted .*$/gm)).toEqual([
    'deleted apps/minikube/environments/minikube.yaml',
    'deleted overlays/minikube/kustomization.yaml',
    'deleted overlays/minikube/release/kustomization.yaml',
  ])
  expect(paths(root).filter((path) => path.includes('minikube'))).toEqual(['apps/minikube/root.yaml'])
  expect(existsSync(join(root, 'overlays/minikube'))).toBe(false)
  expect(existsSync(join(root, 'apps/minikube/environments'))).toBe(false)
  expect((await run(root, ['check'])).exit).toBe(0)
})

test('an environment that is renamed leaves nothing under its old name', async () => {
  const root = await renderedRepository()
  const count = paths(root).length
  renameSync(join(root, 'environments/staging'), join(root, 'environments/stage'))
  expect((await run(root, ['render'])).exit).toBe(0)
  expect(paths(root).filter((path) => path.includes('staging'))).toEqual([])
  expect(paths(root)).toHaveLength(count)
  expect(folders(snapshot(root)).filter((path) => path.includes('staging'))).toEqual([])
})

test.each([[[]], [['staging']]])(
  'an environment that moves to another cluster moves its Application (render %s)',
  async (names) => {
    const root = await renderedRepository()
    const file = join(root, 'environments/staging/environment.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('cluster: cloud', 'cluster: minikube'))
    expect((await run(root, ['render', ...names])).exit).toBe(0)
    expect(paths(root)).toContain('apps/minikube/environments/staging.yaml')
    expect(paths(root)).not.toContain('apps/cloud/environments/staging.yaml')
    expect((await run(root, ['check'])).exit).toBe(0)
  },
)

test('a file of ours that no environment asks for is deleted wherever it lies', async () => {
  const root = await renderedRepository()
  const ours = readFileSync(join(root, 'overlays/staging/kustomization.yaml'), 'utf8')
  write(root, { 'overlays/gone/deep/er/kustomization.yaml': ours, 'apps/nowhere/x.yaml': ours })
  expect((await run(root, ['render'])).exit).toBe(0)
  expect(existsSync(join(root, 'overlays/gone'))).toBe(false)
  expect(existsSync(join(root, 'apps/nowhere'))).toBe(false)
})

test('check lists what is changed, missing, stale and strange, exits 1, and touches nothing', async () => {
  const root = await renderedRepository()
  const changed = 'overlays/minikube/kustomization.yaml'
  const text = readFileSync(join(root, changed), 'utf8')
  write(root, {
    [changed]: `${text}# by hand\n`,
    'overlays/old/kustomization.yaml': text,
    'overlays/staging/notes.txt': 'mine\n',
  })
  rmSync(join(root, 'apps/cloud/environments/staging.yaml'))
  rmSync(join(root, '.render'), { recursive: true })
  const before = snapshot(root, { times: true })
  const { exit, stdout, stderr } = await run(root, ['check'])
  expect(exit).toBe(1)
  expect(stdout.trim().split('\n')).toEqual([
    'missing apps/cloud/environments/staging.yaml',
    `changed ${changed}`,
    'stale overlays/old/kustomization.yaml',
    'unmanaged overlays/staging/notes.txt',
  ])
  expect(stderr).toContain('npm run render')
  expect(JSON.parse((await run(root, ['--json', 'check'])).stdout).findings).toHaveLength(4)
  expect(snapshot(root, { times: true })).toEqual(before)
  expect(existsSync(join(root, '.render'))).toBe(false)
})

test('check touches nothing where all is good, nor where the input is bad', async () => {
  const root = await renderedRepository()
  const good = snapshot(root, { times: true })
  expect((await run(root, ['check'])).exit).toBe(0)
  expect(snapshot(root, { times: true })).toEqual(good)
  write(root, { 'environments/staging/release.yaml': 'services: {}\n' })
  const bad = snapshot(root, { times: true })
  expect((await run(root, ['check'])).exit).toBe(2)
  expect(snapshot(root, { times: true })).toEqual(bad)
})

test('one bad environment, and nothing of the others is written', async () => {
  const root = await renderedRepository()
  write(root, { 'environments/production/release.yaml': 'services: {}\n' })
  rmSync(join(root, 'environments/minikube'), { recursive: true })
  const before = rendered(root)
  for (const names of [[], ['staging']]) {
    expect((await run(root, ['render', ...names])).exit).toBe(2)
    expect(rendered(root)).toEqual(before)
  }
})

test('a cache of parsed files that is damaged or cannot be used is ignored', async () => {
  const cache = temporaryFolder()
  const render = (root: string) => run(root, ['render'], { env: { [CACHE_VARIABLE]: cache } })
  const root = copyOfRepository()
  expect((await render(root)).exit).toBe(0)
  const good = rendered(root)
  const [entry = ''] = readdirSync(join(cache, 'entries'))
  expect(entry).toMatch(/^parsed-/)
  const file = join(cache, 'entries', entry)
  const text = readFileSync(file, 'utf8')
  const damaged = {
    'changed since': text.replaceAll('minikube', 'nowhere'),
    'cut off': text.slice(0, 300),
    empty: '',
    binary: Buffer.alloc(1000),
    'no hash': text.slice(text.indexOf('\n') + 1),
  }
  for (const [name, content] of Object.entries(damaged)) {
    writeFileSync(file, content)
    rmSync(join(root, 'overlays'), { recursive: true, force: true })
    const { exit, stderr } = await render(root)
    expect.soft({ exit, stderr }, name).toEqual({ exit: 0, stderr: '' })
    expect.soft(rendered(root), name).toEqual(good)
  }
  rmSync(file)
  mkdirSync(file)
  rmSync(join(root, 'overlays'), { recursive: true, force: true })
  expect(await render(root)).toMatchObject({ exit: 0, stderr: '' })
  expect(rendered(root)).toEqual(good)
})
