import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from '../../render/environment/parse.ts'
import { readDefinition } from '../../render/environment/sources.ts'
import { validateHolds } from '../../render/environment/validate.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { temporaryFolder, write } from '../support/repository.ts'

const bytes = (text: string) => Buffer.from(text)
const environment = bytes('cluster: local\ncomponents:\n  postgres:\n    storage: 1Gi\n')
const release = bytes('services: {}\n')
const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1'

const read = (holds: string | undefined) =>
  readDefinition(
    { name: 'dev', environment, release, holds: holds === undefined ? holds : bytes(holds) },
    parse,
  )

describe('holds.yaml', () => {
  const reason = 'The database is being moved'
  test.each<[string, string | undefined, object | undefined]>([
    ['need not be there', undefined, undefined],
    ['may be empty', '', {}],
    ['may hold nothing but a comment', '# Ask Ada first.\n', {}],
    [
      'a day without quotes is text',
      `environment:\n  reason: ${reason}\n  until: 2026-12-01\n`,
      { environment: { reason, until: '2026-12-01' } },
    ],
    [
      'a day in quotes is the same',
      `environment:\n  reason: ${reason}\n  until: "2026-12-01"\n`,
      { environment: { reason, until: '2026-12-01' } },
    ],
    [
      'services, and what is lifted',
      `services:\n  backend:\n    reason: ${reason}\nlifted:\n  frontend: ${commit}\n`,
      { services: { backend: { reason } }, lifted: { frontend: commit } },
    ],
  ])('%s', (_, text, holds) => {
    const { definition, problems } = read(text)
    expect(problems).toEqual([])
    expect(definition?.holds).toEqual(holds)
  })

  test('the others are understood even if it is wrong', () => {
    const { definition, problems } = read('- a\n')
    expect(definition).toMatchObject({ name: 'dev', release: { services: {} } })
    expect(definition).not.toHaveProperty('holds')
    expect(problems).toMatchObject([{ file: 'environments/dev/holds.yaml' }])
  })

  test('is read from the working tree, if it is a file', () => {
    const root = temporaryFolder()
    write(root, {
      'environments/a/holds.yaml': '# a\n',
      'environments/b/environment.yaml': '',
    })
    mkdirSync(join(root, 'environments/c/holds.yaml'), { recursive: true })
    const { inputs, problems } = readInputs(root)
    expect(inputs.sources.map(({ holds }) => holds && String(holds))).toEqual(['# a\n', undefined, undefined])
    expect(problems.filter(({ file }) => file.endsWith('holds.yaml'))).toMatchObject([
      { file: 'environments/c/holds.yaml', message: 'is not a regular file.' },
    ])
  })
})

describe('the last day of a hold exists', () => {
  const accepted = (until: string) =>
    validateHolds('f.yaml', { environment: { reason: 'Because of this', until } }).problems.length === 0
  const days = (year: number, month: number) =>
    Array.from(
      { length: 33 },
      (_, day) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    )

  test.each([2000, 2026, 2027, 2028, 2096, 2099])('as in the calendar of %i', (year) => {
    for (let month = 0; month <= 13; month++)
      for (const day of days(year, month)) {
        const time = new Date(`${day}T00:00:00Z`)
        const exists = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day)
        expect(accepted(day), day).toBe(exists)
      }
  })

  test.each(['2026-1-01', '26-01-01', '2026-01-01T00:00:00Z', ' 2026-01-01', '2026-01-01\n', 'tomorrow', ''])(
    'not %j',
    (until) => expect(accepted(until)).toBe(false),
  )
})
