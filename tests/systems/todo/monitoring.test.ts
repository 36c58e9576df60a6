import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { flawsOf } from '../../../render/verify/promql/expression.ts'
import { CASES } from '../../monitoring/cases.ts'
import { dashboards, metricOf, queriesOf, selectorsIn } from '../../monitoring/queries.ts'
import { recordedMetrics } from '../../monitoring/recorded.ts'
import { alertsOf } from '../../monitoring/rules.ts'
import { ROOT } from '../../support/repository.ts'

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const alerts = alertsOf(textOf('base/components/monitoring/prometheus-rule.yaml'))
const queries = dashboards(ROOT).flatMap((each) => queriesOf(each, 'todo-production'))
const exposed = JSON.parse(textOf('docker/metrics.json')) as {
  readonly own: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly process: readonly string[]
}

/** What a series of a histogram is called besides its own name. */
const HISTOGRAM = /_(bucket|sum|count)$/

test('there are alerts and dashboards to look at', () => {
  expect(alerts.length).toBeGreaterThan(10)
  expect(queries.length).toBeGreaterThan(30)
})

test.each(queries)('$place: the query parses', ({ expr }) => {
  expect(flawsOf(expr)).toEqual([])
})

test('each metric that is asked for is exposed by a service, or recorded of what a cluster brings', () => {
  const ours = new Set([...Object.values(exposed.own).flatMap(Object.keys), ...exposed.process, 'up'])
  const others = recordedMetrics(ROOT)
  const asked = [...alerts, ...queries].flatMap(({ expr }) => selectorsIn(expr).map(metricOf))
  const unknown = asked.filter(
    (name) => !ours.has(name) && !ours.has(name.replace(HISTOGRAM, '')) && !others.has(name),
  )
  expect([...new Set(unknown)]).toEqual([])
})

describe.each(alerts)('$alert', ({ alert, annotations }) => {
  test('has cases in which it fires, and in which it is silent', () => {
    const cases = CASES[alert] ?? []
    expect(cases.some(({ fires }) => fires.length > 0)).toBe(true)
    expect(cases.some(({ fires }) => fires.length === 0)).toBe(true)
  })

  test('links to its section of the runbook', () => {
    const { repository } = parse(textOf('environments/fleet.yaml')) as { repository: string }
    const anchor = alert.toLowerCase()
    // In a copy of this repository: change the address in prometheus-rule.yaml as in fleet.yaml.
    expect(annotations['runbook_url']).toBe(
      `${repository.replace(/\.git$/, '')}/blob/main/docs/runbook.md#${anchor}`,
    )
    expect(textOf('docs/runbook.md').toLowerCase()).toContain(`\n### ${anchor}\n`)
  })
})

test('no case is of an alert that there is not', () => {
  expect(Object.keys(CASES).filter((name) => !alerts.some(({ alert }) => alert === name))).toEqual([])
})

test('dashboards have identifiers of their own, and mark deployments', () => {
  const boards = dashboards(ROOT)
  expect(new Set(boards.map(({ uid }) => uid)).size).toBe(boards.length)
  for (const { annotations } of boards)
    expect(annotations.list.map(({ name }) => name)).toContain('Deployments')
})
