import { titleOf } from '../lookup.ts'
import { surplus, type Unmet, unmet } from '../reach/compare.ts'
import { onIn } from '../reach/files.ts'
import { workloadsOf } from '../reach/parties.ts'
import { outsiderName } from '../reach/peers.ts'
import { isNetworkPolicy } from '../reach/policies.ts'
import { type Ports, portText } from '../reach/ports.ts'
import { type Way, waysOf } from '../reach/reach.ts'
import { writtenFor } from '../reach/written.ts'
import type { Rule, Subject, Violation } from '../rule.ts'

export const reachability: Rule = {
  id: 'reachability',
  severity: 'error',
  title: 'Network policies let through what the reachability.yaml files of base say, no more and no less.',
  why: 'Each policy reads well by itself; only their sum says who reaches whom. A service that can call one it has no business with is how an intruder gets from one to the next, and a call that is closed fails in the cluster and nowhere else (https://kubernetes.io/docs/concepts/services-networking/network-policies/).',
  remediation:
    'Correct the NetworkPolicy; or, if the connection is meant, write it into the reachability.yaml beside it.',
  *check(subject: Subject): Iterable<Violation> {
    const { resources, environment, fleet } = subject
    for (const resource of resources)
      if (/NetworkPolicy$/.test(String(resource.kind)) && !isNetworkPolicy(resource))
        yield {
          resource,
          path: ['kind'],
          message: `A ${resource.kind} of ${resource.apiVersion} is not counted here: expected a NetworkPolicy of networking.k8s.io/v1.`,
        }
    const workloads = workloadsOf(resources)
    const { connections, flaws } = writtenFor(fleet.reachability, environment, onIn(subject), workloads)
    for (const { message, ...source } of flaws) yield { message, source, remediation: 'Correct the file.' }
    // Of a file that can't be read everything would seem to be too much.
    if (flaws.length > 0) return
    for (const ways of surplus(waysOf(resources), connections)) yield* tooMuch(ways)
    for (const each of unmet(resources, connections)) yield tooLittle(each)
  },
}

function* tooMuch(ways: readonly Way[]): Iterable<Violation> {
  const via = ways[0]?.via
  if (!via) return
  const targets = Map.groupBy(ways, ({ to, ports }) => `${to}${portSuffix(ports)}`)
  const texts = [...targets].map(([to, group]) => `${listed(group.map(({ from }) => from))} can reach ${to}`)
  const unselected = isNetworkPolicy(via.resource)
    ? ''
    : ` No NetworkPolicy selects the pods of ${titleOf(via.resource)} in that direction.`
  yield {
    resource: via.resource,
    path: via.path,
    message: `${listed(texts, '; ')}, which no reachability.yaml of base allows.${unselected}`,
  }
}

function tooLittle({ connection, pairs, egress, ingress }: Unmet): Violation {
  const { from, to, ports, file, path } = connection
  const callers = listed([...new Set(pairs.map((pair) => pair.from.name))])
  const called = [...new Set(pairs.map((pair) => pair.to))]
  const which = to.parties.length > 1 ? ` (${listed(called.map(outsiderName))})` : ''
  const sides = [
    ...(egress ? [] : [`the egress of ${callers}`]),
    ...(ingress ? [] : [`the ingress of ${listed(called.map(({ name }) => name))}`]),
  ]
  const outside = from.parties.find(({ pod }) => !pod)
  const who =
    outside && outsiderName(outside) !== from.name ? `${from.name} (${outsiderName(outside)})` : callers
  const resource = (egress ? called[0]?.pod : pairs[0]?.from.pod)?.resource
  return {
    ...(resource && { resource }),
    message: `${who} cannot reach ${to.name}${portSuffix(ports)}${which}: ${sides.join(' and ')} ${sides.length > 1 ? 'are' : 'is'} closed.`,
    remediation:
      'Open it in a NetworkPolicy on that side; or, if nobody needs the connection any more, remove this line.',
    source: { file, path, at: 'value' },
  }
}

const portSuffix = (ports: Ports): string =>
  ports.protocol === 'TCP'
    ? `:${portText(ports)}`
    : ports.protocol === 'any'
      ? ' at every port'
      : `:${portText(ports)}/${ports.protocol}`

/** The first three, and how many more there are. */
const listed = (texts: readonly string[], separator = ', '): string => {
  const shown = texts.length > 4 ? [...texts.slice(0, 3), `${texts.length - 3} more`] : texts
  return [shown.slice(0, -1).join(separator), ...shown.slice(-1)].filter(Boolean).join(' and ')
}
