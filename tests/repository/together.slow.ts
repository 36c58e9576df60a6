import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { environmentName, writeFleet } from '../bench/fleet.ts'
import { ROOT, temporaryFolder, write } from '../support/repository.ts'
import { run } from './run.ts'
import { leftovers, rendered } from './snapshot.ts'

const VANISH = join(ROOT, 'tests/repository/vanish.ts')

/** Removes some environments and moves others to another cluster, so that renders race in all they do. */
function change(root: string, round: number): void {
  for (let index = 0; index < 10; index++)
    rmSync(join(root, 'environments', environmentName(round * 20 + index)), { recursive: true })
  for (let index = 10; index < 20; index++)
    write(root, {
      [`environments/${environmentName(round * 20 + index)}/environment.yaml`]:
        'cluster: minikube\ncomponents: {postgres: {storage: 1Gi}}\n',
    })
}

test.each([2, 8])(
  '%i renders at once, while environments are made, moved and removed, end in the same bytes',
  async (count) => {
    const root = join(temporaryFolder(), 'repository')
    writeFleet(root, 40)
    for (let round = -1; round < 2; round++) {
      if (round >= 0) change(root, round)
      const alone = join(temporaryFolder(), 'alone')
      cpSync(root, alone, { recursive: true })
      expect((await run(alone, ['render'])).exit).toBe(0)

      const runs = await Promise.all(Array.from({ length: count }, () => run(root, ['render'])))
      for (const { exit, stderr } of runs) expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
      expect(rendered(root)).toEqual(rendered(alone))
      expect(leftovers(root)).toEqual([])
    }
    expect((await run(root, ['check'])).exit).toBe(0)
  },
  120_000,
)

test('a file that another render deletes between listing and reading it is no error', async () => {
  const root = join(temporaryFolder(), 'repository')
  writeFleet(root, 3)
  expect((await run(root, ['render'])).exit).toBe(0)
  rmSync(join(root, 'environments', environmentName(1)), { recursive: true })
  const vanishing = join(root, 'overlays', environmentName(1), 'release/kustomization.yaml')
  const { exit, stderr } = await run(root, ['render'], { preload: VANISH, env: { VANISH: vanishing } })
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  expect((await run(root, ['check'])).exit).toBe(0)
})

test('a folder that another render removes between listing and opening it is no error', async () => {
  const root = join(temporaryFolder(), 'repository')
  writeFleet(root, 3)
  expect((await run(root, ['render'])).exit).toBe(0)
  rmSync(join(root, 'environments', environmentName(1)), { recursive: true })
  const vanishing = join(root, 'overlays', environmentName(1))
  const { exit, stderr } = await run(root, ['render'], { preload: VANISH, env: { VANISH: vanishing } })
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  expect((await run(root, ['check'])).exit).toBe(0)
})
