import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validate } from '../../render/commands/validate.ts'
import { RULES } from '../../render/verify/rules.ts'
import { flawsOf } from '../annotations/sarif-flaws.ts'
import { copyOfRepository } from '../support/repository.ts'

/** Replaces text in a file of a copy; fails if it isn't there. */
function edit(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(root, path), text.replace(from, to))
}

const wrongPort = (): string => {
  const root = copyOfRepository()
  edit(root, 'base/services/backend/service.yaml', 'targetPort: http', 'targetPort: "%0A::add-mask::"')
  return root
}

test('github: a command for each finding and the counts, with the exit code of the other forms', async () => {
  const root = wrongPort()
  const { exit, text = '', errors } = await validate(root, [], { format: 'github' })
  expect(exit).toBe((await validate(root, [])).exit)
  const lines = text.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::(error|warning) file=/)
  expect(lines[0]).toMatch(
    /^::error file=base\/services\/backend\/service\.yaml,line=\d+,col=\d+,title=[a-z-]+::minikube, production, staging Service\/backend: /,
  )
  expect(text).toContain('%250A::add-mask::')
  expect(lines.at(-1)).toMatch(/^3 environments, \d+ rules: \d+ errors?, \d+ warnings?/)
  expect(errors).toEqual([])
})

test('sarif: what the schema says, every rule, and what is found where the other forms name it', async () => {
  const root = wrongPort()
  const [outcome, { json }] = [await validate(root, [], { format: 'sarif' }), await validate(root, [])]
  expect(outcome.exit).toBe(1)
  const log = JSON.parse(outcome.text ?? '')
  expect(flawsOf(log)).toEqual([])
  const [{ tool, results, invocations }] = log.runs
  const ids = tool.driver.rules.map(({ id }: { id: string }) => id)
  for (const { id } of RULES) expect(ids).toContain(id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(invocations[0].executionSuccessful).toBe(true)
  const places = (json['findings'] as { rule: string; file: string; line: number; excepted?: string }[])
    .filter(({ excepted }) => excepted === undefined)
    .map(({ rule, file, line }) => `${rule} ${file}:${line}`)
  const told = results.map(
    ({ ruleId, ruleIndex, locations: [{ physicalLocation }] }: (typeof results)[0]) => {
      expect(ids[ruleIndex]).toBe(ruleId)
      return `${ruleId} ${physicalLocation.artifactLocation.uri}:${physicalLocation.region.startLine}`
    },
  )
  expect(new Set(told)).toEqual(new Set(places))
})

test('inputs that cannot be used are results of an incomplete run, at their place', async () => {
  const root = copyOfRepository()
  edit(root, 'environments/staging/environment.yaml', 'components:', 'componets:')
  const sarif = await validate(root, [], { format: 'sarif' })
  expect(sarif.exit).toBe(2)
  const log = JSON.parse(sarif.text ?? '')
  expect(flawsOf(log)).toEqual([])
  expect(log.runs[0].invocations[0].executionSuccessful).toBe(false)
  expect(log.runs[0].results[0].ruleId).toBe('invalid-input')
  const github = await validate(root, [], { format: 'github' })
  expect(github.exit).toBe(2)
  expect(github.text).toMatch(
    /^::error file=environments\/staging\/environment\.yaml,line=\d+,col=\d+,title=invalid-input::/,
  )
})

test('an environment that there is not is said in every form', async () => {
  const root = copyOfRepository()
  expect((await validate(root, ['stagin'], { format: 'github' })).text).toMatch(
    /^::error title=invalid-input::/,
  )
  const { text = '' } = await validate(root, ['stagin'], { format: 'sarif' })
  expect(flawsOf(JSON.parse(text))).toEqual([])
  expect(text).toContain('stagin')
})

test('json is the same as with --json', async () => {
  const { text, json } = await validate(copyOfRepository(), ['staging'], { format: 'json' })
  expect(JSON.parse(text ?? '')).toEqual(JSON.parse(JSON.stringify(json)))
})

test('what kustomize refuses is an error of the environment', async () => {
  const root = copyOfRepository()
  edit(root, 'base/platform/kustomization.yaml', '  - pairs:', '  - pairz: {}\n    pairs:')
  const { text = '' } = await validate(root, ['staging'], { format: 'github' })
  expect(text).toMatch(/^::error file=overlays\/staging\/kustomization\.yaml,title=kustomize-build::/m)
  const { text: sarif = '' } = await validate(root, ['staging'], { format: 'sarif' })
  expect(flawsOf(JSON.parse(sarif))).toEqual([])
})
