import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { render } from '../../render/commands/render.ts'
import { environmentName, writeFleet } from '../bench/fleet.ts'
import { ROOT, temporaryFolder, write } from '../support/repository.ts'
import { run } from './run.ts'
import { leftovers, rendered, type Snapshot, snapshot } from './snapshot.ts'

const HOOK = join(ROOT, 'tests/repository/kill-at.ts')

/** A repository that was rendered, and then changed in every way: some files to make, to change and to delete. */
function changedRepository(root: string, count: number): void {
  for (let index = 0; index < count; index += 3)
    rmSync(join(root, 'environments', environmentName(index)), { recursive: true })
  for (let index = 1; index < count; index += 3)
    write(root, {
      [`environments/${environmentName(index)}/environment.yaml`]:
        'cluster: minikube\ncomponents: {postgres: {storage: 1Gi}}\n',
    })
  cpSync(join(root, 'environments', environmentName(2)), join(root, 'environments/new'), { recursive: true })
  write(root, {
    'environments/new/environment.yaml': 'cluster: cloud\ncomponents: {postgres: {storage: 2Gi}}\n',
  })
}

interface Case {
  readonly root: string
  readonly before: Snapshot
  readonly after: Snapshot
}

async function prepare(root: string, count: number): Promise<Omit<Case, 'root'>> {
  writeFleet(root, count)
  expect((await run(root, ['render'])).exit).toBe(0)
  const before = rendered(root)
  changedRepository(root, count)
  const done = join(root, '../done')
  cpSync(root, done, { recursive: true })
  expect((await run(done, ['render'])).exit).toBe(0)
  const after = rendered(done)
  rmSync(done, { recursive: true })
  return { before, after }
}

/** Whole files only, each as it was or as it should be; then one more render heals everything. */
function expectHealing({ root, before, after }: Case): void {
  for (const [path, content] of Object.entries(rendered(root)))
    expect([before[path], after[path]], path).toContain(content)
  // What neither render touches must be there at every moment.
  for (const path of Object.keys(before))
    if (before[path] === after[path]) expect(rendered(root)[path], path).toBe(before[path])
  expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
  expect(rendered(root)).toEqual(after)
  expect(leftovers(root)).toEqual([])
  expect(check(root)).toMatchObject({ exit: 0 })
  const folders = Object.entries(snapshot(root)).filter(
    ([path, what]) => /^(overlays|apps)\//.test(path) && what === 'folder',
  )
  const used = Object.keys(after)
  expect(folders.filter(([path]) => !used.some((file) => file.startsWith(`${path}/`)))).toEqual([])
}

let small: Omit<Case, 'root'>
let pristine: string

afterAll(() => rmSync(join(pristine, '..'), { recursive: true, force: true }))

/** A fresh copy of the changed repository. */
function copy(): string {
  const root = join(temporaryFolder(), 'repository')
  cpSync(pristine, root, { recursive: true })
  return root
}

beforeAll(async () => {
  pristine = join(mkdtempSync(join(tmpdir(), 'todo-gitops-kill-')), 'repository')
  small = await prepare(pristine, 6)
})

test('killed before any single change of the disk, and in the middle of any write: the next render heals', async () => {
  const root = copy()
  const counted = await run(root, ['render'], { preload: HOOK, env: { KILL_BELOW: root } })
  const changes = Number(/changes of the disk: (\d+)/.exec(counted.stderr)?.[1])
  expect(changes).toBeGreaterThan(40)
  // Every point where things begin and end, and every third between.
  const points = Array.from({ length: changes }, (_, index) => index + 1)
  const chosen = points.filter((point) => point <= 5 || point > changes - 6 || point % 3 === 0)
  for (const point of chosen) {
    const root = copy()
    const { signal } = await run(root, ['render'], {
      preload: HOOK,
      env: { KILL_AT: String(point), KILL_BELOW: root },
    })
    expect(signal, `at ${point}`).toBe('SIGKILL')
    expectHealing({ root, ...small })
  }
}, 120_000)

test('killed after any time, in a fleet of 60: whole files, and the next render heals', async () => {
  const root = join(temporaryFolder(), 'repository')
  const expected = await prepare(root, 60)
  const changed = join(root, '../changed')
  cpSync(root, changed, { recursive: true })
  let killed = 0
  for (let delay = 150; delay <= 850; delay += 70) {
    rmSync(root, { recursive: true })
    cpSync(changed, root, { recursive: true })
    const { signal, exit } = await run(root, ['render'], { killAfter: delay })
    if (signal === 'SIGKILL') killed++
    else expect(exit).toBe(0)
    expectHealing({ root, ...expected })
  }
  expect(killed).toBeGreaterThan(0)
}, 120_000)
