import { at, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import { list } from '../../text/list.ts'
import { type Change, formerly, standing } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** The names that an environment is reached by. Those of an Ingress that goes altogether go with it: removal.ts. */
export const hosts: RiskRule = (change) => {
  const former = formerly(change)
  const [before, after] = [allHosts(change.before), allHosts(change.after)]
  return standing(change)
    .filter(SERVES)
    .flatMap((resource): Risk[] => {
      const old = former(resource)
      if (!old) return []
      const now = hostsOf(resource)
      // A name that only goes from one resource to another is served as before.
      const gone = hostsOf(old).filter((host) => !now.includes(host) && !after.has(host))
      const fresh = now.filter((host) => !hostsOf(old).includes(host) && !before.has(host))
      if (gone.length > 0) return [changed(resource, gone, fresh)]
      return fresh.length > 0 ? [added(resource, fresh)] : []
    })
}

function changed(resource: Resource, gone: readonly string[], fresh: readonly string[]): Risk {
  const instead = fresh.length > 0 ? ` ${list(fresh)} ${are(fresh)} served instead.` : ''
  return {
    id: 'host-changed',
    severity: 'medium',
    resource: idOf(resource),
    message: `${list(gone)} ${are(gone)} no longer served: who still uses ${gone.length === 1 ? 'that name' : 'those names'} gets no answer, old links included.${instead}`,
    ...(fresh.length > 0 && { steps: [READY] }),
  }
}

const added = (resource: Resource, fresh: readonly string[]): Risk => ({
  id: 'host-added',
  severity: 'note',
  resource: idOf(resource),
  message: `${list(fresh)} ${are(fresh)} served too.`,
  steps: [READY],
})

const READY = 'Before the merge, let DNS know the new name, and have a certificate that holds it.'

const are = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are')

const SERVES = isKind('Ingress', 'HTTPRoute')

const allHosts = (side: Change['before']): Set<string> =>
  new Set((side?.resources ?? []).filter(SERVES).flatMap(hostsOf))

/** Without a name, a rule or a route serves every one. */
function hostsOf(resource: Resource): string[] {
  const { kind } = resource
  const named =
    kind === 'HTTPRoute'
      ? items(at(resource, 'spec', 'hostnames'))
      : items(at(resource, 'spec', 'rules')).map((rule) => at(rule, 'host') ?? ANY)
  const rest =
    kind === 'HTTPRoute' ? named.length === 0 : at(resource, 'spec', 'defaultBackend') !== undefined
  return [...new Set([...named.map(String), ...(rest ? [ANY] : [])])]
}

const ANY = 'every other name'
