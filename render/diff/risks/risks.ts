import type { Change, Pair } from '../change.ts'
import type { Risk, Severity } from '../model.ts'
import { application } from './application.ts'
import { budget } from './budget.ts'
import { environment } from './environment.ts'
import { held } from './held.ts'
import { hooks } from './hooks.ts'
import { hosts } from './hosts.ts'
import { images } from './images.ts'
import { immutable } from './immutable.ts'
import { leftOver } from './left-over.ts'
import { limits } from './limits.ts'
import { network } from './network.ts'
import { order } from './order.ts'
import { ports } from './ports.ts'
import { project } from './project.ts'
import { protection } from './protection.ts'
import { pruned } from './pruned.ts'
import { removal } from './removal.ts'
import { replicas } from './replicas.ts'
import type { RiskRule } from './risk-rule.ts'
import { secretSource } from './secret-source.ts'
import { secrets } from './secrets.ts'
import { security } from './security.ts'
import { service } from './service.ts'
import { settings } from './settings.ts'
import { withoutSecrets } from './shared.ts'
import { volumes } from './volumes.ts'

/** What is true wherever an environment stands: one that is new is compared with nothing, one that moves across the move. */
const ANYWHERE: readonly RiskRule[] = [environment, application, budget, security, project, secretSource]

/** What takes a side before and one after, wherever they are. */
const COMPARED: readonly RiskRule[] = [images, held, hosts, network, secrets]

/** What only makes sense of an environment that stays where it is: of resources that live on. */
const IN_PLACE: readonly RiskRule[] = [
  removal,
  hooks,
  protection,
  volumes,
  immutable,
  leftOver,
  service,
  ports,
  replicas,
  settings,
  pruned,
  limits,
  order,
]

/** Everything that can go wrong with the change of an environment, worst first. */
export function risksOf(change: Change, restarts: readonly Pair[]): Risk[] {
  const { before, after, moved } = change
  const rules = [
    ...ANYWHERE,
    ...(before && after && !moved ? IN_PLACE : []),
    ...(before && after ? COMPARED : []),
  ]
  return bySeverity(rules.flatMap((rule) => rule(change, restarts)).map(withoutSecrets))
}

const WEIGHT: Readonly<Record<Severity, number>> = { high: 0, medium: 1, note: 2 }

/** Within one severity, as they come. */
export const bySeverity = <T extends { readonly severity: Severity }>(risks: readonly T[]): T[] =>
  [...risks].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
