import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Prometheus } from './install.ts'
import { dashboards, queriesOf, selectorsIn } from './queries.ts'
import type { AlertRule } from './rules.ts'
import { breakSystem, startSystem, targetsOf, useSystem } from './running-system.ts'
import { type Server, serveRecorded, startPrometheus } from './server.ts'

/** What a real Prometheus answered of the real services. */
export interface Answers {
  readonly queries: number
  readonly selectors: number
  /** What got no answer, or an error. */
  readonly failures: readonly string[]
}

/** Prometheus reads each second. */
const SCRAPES_MS = 10_000
/** The namespace that the recorded series are of. */
const NAMESPACE = 'todo-production'

/**
 * Starts the system, uses it and breaks it under a Prometheus that has the rules loaded, and asks for every query of
 * the dashboards and every series that a rule or a query names.
 *
 * @param folder for Prometheus' files
 */
export async function askLive(
  root: string,
  prometheus: Prometheus,
  { rulesFile, alerts, folder }: { rulesFile: string; alerts: readonly AlertRule[]; folder: string },
): Promise<Answers> {
  const stops: (() => unknown)[] = []
  try {
    const system = await startSystem(root)
    stops.push(system.stop)
    const recorded = await serveRecorded(root)
    stops.push(recorded.stop)
    await useSystem(system)
    const server = await startPrometheus(prometheus, {
      folder: join(folder, 'prometheus'),
      rulesFile,
      namespace: NAMESPACE,
      targets: targetsOf(system),
      cluster: recorded.address,
    })
    stops.push(server.stop)
    await setTimeout(SCRAPES_MS)
    await useSystem(system)
    await setTimeout(SCRAPES_MS)
    const failures = [...(await server.failedTargets())]
    const queries = dashboards(root).flatMap((each) => queriesOf(each, NAMESPACE))
    for (const { place, expr } of queries) failures.push(...(await unanswered(server, place, expr)))
    await breakSystem(system)
    await setTimeout(SCRAPES_MS)
    const selectors = new Set([...alerts, ...queries].flatMap(({ expr }) => selectorsIn(expr)))
    for (const selector of selectors)
      failures.push(...(await unanswered(server, 'series', `last_over_time(${selector}[10m])`)))
    failures.push(...(await server.failedRules()))
    return { queries: queries.length, selectors: selectors.size, failures }
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function unanswered(server: Server, place: string, expr: string): Promise<string[]> {
  try {
    return (await server.count(expr)) > 0 ? [] : [`${place}: no series for ${expr}`]
  } catch (error) {
    return [`${place}: ${error instanceof Error ? error.message : error} in ${expr}`]
  }
}
