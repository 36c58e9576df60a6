import { decided, entryOf } from './entry.ts'
import { evaluate } from './evaluate.ts'
import type { Decided, Decision, Entry, Knowledge, Running } from './types.ts'

/**
 * Decides what becomes of the builds that a CI offers to an environment, each service by itself.
 *
 * Newer is what has the current source commit among its ancestors; clocks and version numbers say nothing. What runs
 * already, or is older than what runs, is left alone and no error, so that CI runs may repeat or overtake each other.
 *
 * @param wanted the builds by service; a service without an entry yet gets its first one.
 */
export function bump(
  running: Running,
  wanted: Readonly<Record<string, Entry>>,
  knowledge: Knowledge,
): Decided {
  const decisions = Object.entries(wanted).map(([service, to]): Decision => {
    if (!knowledge.services.includes(service)) return unknownService(service, knowledge)
    const from = entryOf(running.release, service)
    return { service, ...(from && { from }), ...evaluate(service, to, running, knowledge) }
  })
  return { decisions, release: decided(running.release, decisions) }
}

export const unknownService = (service: string, { services, pinned = [] }: Knowledge): Decision => ({
  service,
  action: 'refused',
  reason: pinned.includes(service) ? { code: 'pinned' } : { code: 'unknown-service', known: services },
})
