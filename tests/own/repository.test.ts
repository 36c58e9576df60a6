import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { audit } from '../../render/commands/audit.ts'
import { validate } from '../../render/commands/validate.ts'
import { reportPage } from '../../render/report/report.ts'
import { requiredKeys, variableOf } from '../../render/secrets/required.ts'
import { reportFor, reportOf } from '../report/samples.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { ROOT } from '../support/repository.ts'
import { subjectFor } from '../support/subject.ts'

// What holds in this repository, whatever its system.

const environments = readdirSync(join(ROOT, 'environments'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map(({ name }) => name)

test('every rule holds in every environment, but for what is excepted', async () => {
  expect(await validate(ROOT, [])).toMatchObject({ exit: 0, errors: [] })
})

test('the logs of AI assistants are as they were written', async () => {
  expect(await audit(ROOT, {})).toMatchObject({ exit: 0, json: { broken: [] } })
})

test('every environment and service has its place in the report', async () => {
  const subjects = await Promise.all(environments.map((name) => subjectFor(name, ROOT)))
  const page = reportPage(reportOf(subjects.map(reportFor)))
  expect(subjects.length).toBeGreaterThan(0)
  for (const { environment, fleet } of subjects) {
    expect(page).toMatch(
      new RegExp(`<th scope="(row|col)" data-e="\\d+"><bdi>${environment.name}</bdi></th>`),
    )
    for (const service of fleet.services) expect(page).toContain(`<bdi>${service}</bdi></h3>`)
  }
})

// The examples are what people copy: they must name every key, and no value.
const examples = environments.filter((name) =>
  existsSync(join(ROOT, 'environments', name, 'secrets.example.env')),
)

describe.runIf(examples.length > 0)('an example of secrets names exactly what the manifests need', () => {
  test.each(examples)('%s', async (name) => {
    const { manifests } = await kustomizeBuild(join(ROOT, 'overlays', name))
    const required = requiredKeys(parseAllDocuments(manifests).map((document) => document.toJS()))
    const example = parseEnv(readFileSync(join(ROOT, 'environments', name, 'secrets.example.env'), 'utf8'))
    expect(Object.keys(example).sort()).toEqual(required.map(variableOf).sort())
    expect(Object.values(example).join('')).toBe('')
  })
})
