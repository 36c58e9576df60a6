import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { render } from '../../render/commands/render.ts'
import { renderAll } from '../../render/commands/render-all.ts'
import { environmentOf } from '../../render/commands/select.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { run } from '../repository/run.ts'
import { rendered, snapshot } from '../repository/snapshot.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { copyOfRepository, ROOT, SYSTEM, write } from '../support/repository.ts'
import { fleets, type Sample } from './fleets.ts'
import { filesOf, shuffled, sourcesOf } from './print.ts'

const { base, fleet, components, policies } = readInputs(SYSTEM).inputs

/** Of fleet.yaml. */
const CLUSTERS = 2

/** All rendered files by their path; in memory. */
function renderedFiles(samples: readonly Sample[]): Map<string, string> {
  const { files, problems } = renderAll({ fleet, sources: sourcesOf(samples), base, components, policies })
  expect(problems).toEqual([])
  return new Map(files.map(({ path, text }) => [path, text]))
}

/** A repository with these environments and no others. */
function repositoryOf(samples: readonly Sample[]): string {
  const root = copyOfRepository()
  for (const name of ['minikube', 'staging', 'production'])
    rmSync(join(root, 'environments', name), { recursive: true })
  write(root, filesOf(samples))
  return root
}

/** The same fleets every time, and small counts: a failing one is found again, and the suite stays quick. */
const settings = (numRuns: number) => ({ numRuns, seed: 20261121 })
const some = (count: number): readonly (readonly Sample[])[] => fc.sample(fleets, settings(count))

test('every random fleet is valid, and has three files an environment and one for each cluster of the fleet', () => {
  fc.assert(
    fc.property(fleets, (samples) => {
      expect(renderedFiles(samples).size).toBe(samples.length * 3 + CLUSTERS)
    }),
    settings(60),
  )
})

test('the order in which people write keys changes nothing', () => {
  fc.assert(
    fc.property(fleets, fc.nat(9972), (samples, seed) => {
      expect(renderedFiles(samples.map((each) => shuffled(each, seed)))).toEqual(renderedFiles(samples))
    }),
    settings(60),
  )
})

test('an environment changes no file but its own and the roots', () => {
  fc.assert(
    fc.property(fleets, fleets, (samples, [other]) => {
      const [first, ...rest] = samples
      if (!first || !other) return
      const before = renderedFiles(samples)
      const after = renderedFiles([{ ...other, name: first.name }, ...rest])
      const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
        (path) => before.get(path) !== after.get(path),
      )
      for (const path of changed) expect([first.name, undefined]).toContain(environmentOf(path))
      for (const [path, text] of after)
        if (path.endsWith('/root.yaml')) expect(before.get(path) ?? text).toBe(text)
    }),
    settings(60),
  )
})

test('rendering twice changes nothing, not even a time stamp, and check agrees', () => {
  for (const samples of some(8)) {
    const root = repositoryOf(samples)
    expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
    expect(Object.keys(rendered(root)).length).toBe(renderedFiles(samples).size)
    const before = snapshot(root, { times: true })
    expect(render(root, [])).toMatchObject({ exit: 0, json: { changes: [] } })
    expect(snapshot(root, { times: true })).toEqual(before)
    expect(check(root).exit).toBe(0)
  }
})

test('going from any fleet to any other ends as if there had never been another', () => {
  const root = repositoryOf([])
  for (const samples of some(8)) {
    rmSync(join(root, 'environments'), { recursive: true })
    write(root, { ...filesOf(samples), 'environments/fleet.yaml': Buffer.from(fleet ?? []).toString() })
    expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
    const found = rendered(root)
    expect(new Map(Object.entries(found).map(([path, what]) => [path, what.replace(/^file\n/, '')]))).toEqual(
      new Map(
        [...renderedFiles(samples)].map(([path, text]) => [path, Buffer.from(text).toString('latin1')]),
      ),
    )
  }
})

test('locale, time zone, clock and the order in which folders are listed change nothing', async () => {
  const machines = [
    { LANG: 'C', LC_ALL: 'C', TZ: 'UTC' },
    {
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      TZ: 'Pacific/Kiritimati',
      MACHINE: 'reversed 1999-12-31T23:59:59Z',
    },
    {
      LANG: 'sv_SE.UTF-8',
      LC_ALL: 'sv_SE.UTF-8',
      TZ: 'America/St_Johns',
      MACHINE: 'shuffled 2038-01-19T03:14:08Z',
    },
  ]
  for (const samples of some(3)) {
    const trees = await Promise.all(
      machines.map(async (env) => {
        const root = repositoryOf(samples)
        mkdirSync(join(root, 'overlays'))
        const preload = join(ROOT, 'tests/property/other-machine.ts')
        expect(await run(root, ['render'], { env, preload })).toMatchObject({ exit: 0, stderr: '' })
        return rendered(root)
      }),
    )
    expect(Object.keys(trees[0] ?? {}).length).toBe(renderedFiles(samples).size)
    expect(trees[1]).toEqual(trees[0])
    expect(trees[2]).toEqual(trees[0])
  }
})

test('every overlay of some fleets builds with kustomize, without a warning, and twice the same', async () => {
  for (const samples of some(3)) {
    const root = repositoryOf(samples)
    expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
    for (const { name } of samples) {
      const folder = join(root, 'overlays', name)
      const [first, second] = await Promise.all([kustomizeBuild(folder), kustomizeBuild(folder)])
      expect(first.warnings).toBe('')
      expect(first.manifests.match(/^kind: /gm)?.length).toBeGreaterThan(25)
      expect(second).toEqual(first)
    }
  }
}, 120_000)
