import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../support/repository.ts'

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

test('the runbook has a section for each alert, and for no other', () => {
  const rules = textOf('base/components/monitoring/prometheus-rule.yaml')
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map((match) => match[1])
  const sections = [...textOf('docs/runbook.md').matchAll(/^### (Todo\w+)$/gm)].map((match) => match[1])
  expect(alerts.length).toBeGreaterThan(3)
  expect(sections.sort()).toEqual(alerts.sort())
})
