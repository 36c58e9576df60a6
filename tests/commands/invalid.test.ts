import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { render } from '../../render/commands/render.ts'
import { ROOT, SYSTEM, temporaryFolder, write } from '../support/repository.ts'

const FIXTURES = join(ROOT, 'tests/fixtures')

/**
 * A repository with one mistake: base, the smallest environments that render, and what the fixture changes in them.
 * `expected.txt` of the fixture is what people then read; after a change of wording, `vitest -u` writes it anew.
 */
function repositoryWith(mistake: string): string {
  const root = temporaryFolder()
  cpSync(join(SYSTEM, 'base'), join(root, 'base'), { recursive: true })
  cpSync(join(FIXTURES, 'valid/minimal'), root, { recursive: true })
  cpSync(join(FIXTURES, 'invalid', mistake), root, { recursive: true })
  rmSync(join(root, 'expected.txt'), { force: true })
  return root
}

/** What a run left at the root; the folder for its cache aside. */
const entries = (root: string) => readdirSync(root).filter((name) => name !== '.render')

const mistakes = readdirSync(join(FIXTURES, 'invalid')).sort()

describe('every mistake is refused with its place, and nothing is written', () => {
  test.for(mistakes)('%s', async (mistake) => {
    const root = repositoryWith(mistake)
    const outcome = await render(root, [])
    expect(outcome).toMatchObject({ exit: 2, lines: [] })
    expect(entries(root)).toEqual(['base', 'environments'])
    await expect(`${outcome.errors.join('\n')}\n`).toMatchFileSnapshot(
      join(FIXTURES, 'invalid', mistake, 'expected.txt'),
    )
    expect(check(root)).toEqual(outcome)
  })
})

test('every mistake but a few is told with line and column', () => {
  const placed = /^environments\/[a-z/.-]+:[0-9]+:[0-9]+: /
  const unplaced = mistakes.filter((mistake) => {
    const expected = readFileSync(join(FIXTURES, 'invalid', mistake, 'expected.txt'), 'utf8')
    const problems = expected.split('\n\n')[0]?.split('\n') ?? []
    return !problems.every((line) => placed.test(line))
  })
  // Folders, and files that are missing.
  expect(unplaced).toEqual([
    'environment-file-that-is-a-folder',
    'environment-name-too-long',
    'environment-name-upper-case',
    'environment-name-with-hyphen-at-end',
    'folder-in-environment',
    'missing-release',
    'misspelt-file-name',
  ])
})

test('what was rendered before stays as it is', async () => {
  const root = repositoryWith('../valid/minimal')
  expect(await render(root, [])).toMatchObject({ exit: 0 })
  const before = readFileSync(join(root, 'overlays/dev/kustomization.yaml'), 'utf8')
  write(root, { 'environments/dev/environment.yaml': 'cluster: local\n' })
  expect(await render(root, ['dev'])).toMatchObject({ exit: 2 })
  expect(readFileSync(join(root, 'overlays/dev/kustomization.yaml'), 'utf8')).toBe(before)
})

test('a mistake in one environment stops the others too, even if only they are asked for', async () => {
  const root = repositoryWith('several-files')
  rmSync(join(root, 'environments/dev'), { recursive: true })
  cpSync(join(FIXTURES, 'valid/minimal/environments/dev'), join(root, 'environments/dev'), {
    recursive: true,
  })
  expect(await render(root, ['dev'])).toMatchObject({ exit: 2 })
  expect(existsSync(join(root, 'overlays'))).toBe(false)
})

test('without fleet.yaml, that alone is said', async () => {
  const root = repositoryWith('../valid/minimal')
  rmSync(join(root, 'environments/fleet.yaml'))
  const outcome = await render(root, [])
  expect(outcome).toMatchObject({ exit: 2 })
  expect(outcome.errors).toEqual([
    'environments/fleet.yaml: is missing.',
    '',
    '1 problem; nothing was written.',
  ])
})

test('an environment that is asked for and unknown is told with the nearest name', async () => {
  const root = repositoryWith('../valid/minimal')
  const outcome = await render(root, ['dev', 'dec', 'somewhere'])
  expect(outcome).toMatchObject({ exit: 2 })
  expect(outcome.errors).toEqual([
    'Environment "dec" not found. Did you mean "dev"?',
    'Environment "somewhere" not found. Known: dev.',
  ])
  expect(entries(root)).toEqual(['base', 'environments'])
})
