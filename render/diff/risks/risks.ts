import type { Change, Pair } from '../change.ts'
import type { Risk, Severity } from '../model.ts'
import { application } from './application.ts'
import { environment } from './environment.ts'
import { images } from './images.ts'
import { immutable } from './immutable.ts'
import { limits } from './limits.ts'
import { network } from './network.ts'
import { order } from './order.ts'
import { project } from './project.ts'
import { protection } from './protection.ts'
import { removal } from './removal.ts'
import { replicas } from './replicas.ts'
import { secrets } from './secrets.ts'
import { security } from './security.ts'
import { service } from './service.ts'
import { settings } from './settings.ts'
import { volumes } from './volumes.ts'

/** Finds one kind of risk in the change of an environment. */
export type RiskRule = (change: Change, restarts: readonly Pair[]) => readonly Risk[]

const ALWAYS: readonly RiskRule[] = [environment, application]

/** What only makes sense of an environment that stays where it is. */
const IN_PLACE: readonly RiskRule[] = [
  removal,
  protection,
  volumes,
  immutable,
  service,
  replicas,
  images,
  security,
  project,
  network,
  secrets,
  settings,
  limits,
  order,
]

/** Everything that can go wrong with the change of an environment, worst first. */
export function risksOf(change: Change, restarts: readonly Pair[]): Risk[] {
  const inPlace = change.before && change.after && !change.moved
  return worstFirst([...ALWAYS, ...(inPlace ? IN_PLACE : [])].flatMap((rule) => rule(change, restarts)))
}

const WEIGHT: Readonly<Record<Severity, number>> = { high: 0, medium: 1, note: 2 }

/** Within one severity, as they come. */
export const worstFirst = <T extends { readonly severity: Severity }>(risks: readonly T[]): T[] =>
  [...risks].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
