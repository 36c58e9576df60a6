import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keysOf } from '../../../../render/environment/configuration/keys.ts'
import { settingsOf } from '../../../../render/environment/configuration/settings.ts'
import { VARIABLES } from '../../../../render/environment/configuration/variables.ts'
import { EnvironmentSchema } from '../../../../render/environment/schema.ts'
import { configuration } from '../../../../render/environment/write-configuration.ts'
import { ROOT } from '../../../support/repository.ts'

test('docs/configuration.md is what `npm run docs` writes', async () => {
  expect(readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8')).toBe(await configuration())
})

test('what a component brings is told in whole sentences, without what switches it on', async () => {
  const page = await configuration()
  const rows = /## Components\n([\s\S]*?)\n## /.exec(page)?.[1]?.match(/^\| `.*$/gm) ?? []
  expect(rows.length).toBeGreaterThan(5)
  for (const row of rows) {
    expect(row.split('`').length % 2, row).toBe(1)
    expect(row).not.toContain('environment.yaml')
    expect(row.replaceAll(/`[^`]*`/g, ''), row).not.toMatch(/\.[a-z]/)
  }
})

test('every variable that the tool reads is explained', () => {
  const sources = globSync(['render/**/*.ts', 'render/cache/*.js'], { cwd: ROOT }).map((path) =>
    readFileSync(join(ROOT, path), 'utf8'),
  )
  const read = sources.flatMap((source) => [
    ...source.matchAll(/\benv\['([A-Z][A-Z0-9_]+)'\]|\?\s*'([A-Z_]*TOKEN)'\s*:\s*'([A-Z_]*TOKEN)'/g),
  ])
  const names = new Set(read.flatMap((match) => match.slice(1).filter(Boolean)))
  expect([...names]).toEqual(expect.arrayContaining(['KUSTOMIZE', 'KUBECTL', 'GH_TOKEN', 'GITHUB_TOKEN']))
  expect(VARIABLES.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]))
})

describe('keys of a schema', () => {
  const keys = new Map(keysOf(EnvironmentSchema).map((key) => [key.path, key]))

  test.each([
    ['cluster', true, 'a DNS label'],
    ['retain', false, 'true or false'],
    ['services.NAME.settings.NAME', false, 'text without control characters, as `debug`'],
    [
      'exceptions[].reason',
      true,
      'a sentence, 10 to 500 characters on one line, as `No image has been published yet.`',
    ],
  ])('%s: required %s, holds %s', (path, required, holds) => {
    expect(keys.get(path)).toMatchObject({ required, holds })
  })
})

test('a setting has the comment directly above it, and no other', () => {
  expect(settingsOf('# A.\n# Still A.\nA=1\n\n# Of nothing.\n\nB=\n# C.\nC=x=y\n')).toEqual([
    { name: 'A', value: '1', meaning: 'A. Still A.' },
    { name: 'B', value: '', meaning: '' },
    { name: 'C', value: 'x=y', meaning: 'C.' },
  ])
})
