import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyOfRepository, PINNED, ROOT } from '../../support/repository.ts'

// What a bump, a promotion or Dependabot writes must be in no test: its own pull request could never become green. Tests
// take their environments from tests/support/environments, and base with digests that stand for the pinned ones.

const MOVES = ['base/**/*.yaml', 'environments/*/release.yaml', 'docker/compose.yaml']
const VALUE = /sha256:[0-9a-f]{64}|\b[0-9a-f]{40}\b/g

const moving = new Set(
  globSync(MOVES, { cwd: ROOT }).flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(VALUE) ?? []),
)

/** The mutation test begins with a digest of its own, which stays when base moves on. */
const OWN = ['tests/mutation/repository.ts', 'tests/mutation/missed.txt']

test('no test and no golden file holds a digest or a commit that moves', () => {
  expect(moving.size).toBeGreaterThan(0)
  const tracked = execFileSync('git', ['ls-files', 'tests', 'docker'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path.startsWith('tests/') || /^docker\/(.*\/)?tests\//.test(path))
  expect(tracked.length).toBeGreaterThan(100)
  const holding = tracked.filter((path) => {
    if (OWN.includes(path)) return false
    const text = readFileSync(join(ROOT, path), 'utf8')
    // Golden files cut long values.
    return [...moving].some((value) => text.includes(value.slice(0, 24)))
  })
  expect(holding).toEqual([])
})

test('a copy for tests holds none of them either', () => {
  const root = copyOfRepository()
  const texts = globSync('{base,environments}/**/*.yaml', { cwd: root }).map((path) =>
    readFileSync(join(root, path), 'utf8'),
  )
  expect(texts.join('\n')).toContain(PINNED)
  for (const value of moving) expect(texts.join('\n')).not.toContain(value)
})
