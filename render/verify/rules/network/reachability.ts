import { titleOf } from '../../lookup.ts'
import { type MissingConnection, missingConnections, undeclaredConnections } from '../../reach/compare.ts'
import { onIn } from '../../reach/files.ts'
import { workloadsOf } from '../../reach/parties.ts'
import { outsiderName } from '../../reach/peers.ts'
import { isNetworkPolicy } from '../../reach/policies.ts'
import { type Ports, portText } from '../../reach/ports.ts'
import { type Way, waysOf } from '../../reach/reach.ts'
import { writtenFor } from '../../reach/written.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

export const reachability: Rule = {
  id: 'reachability',
  severity: 'error',
  needs: ['base', 'environment'],
  title: 'Network policies allow exactly the connections listed in the reachability.yaml files of base.',
  why: 'Each policy is plausible alone; only all of them together determine who reaches whom. An unneeded connection lets an intruder move from one service to the next, and a missing one fails only in the cluster (https://kubernetes.io/docs/concepts/services-networking/network-policies/).',
  remediation:
    'Correct the NetworkPolicy; or, if the connection is intended, add it to the reachability.yaml next to it.',
  *check(subject: Subject): Iterable<Violation> {
    const { resources, environment, fleet } = subject
    for (const resource of resources)
      if (/NetworkPolicy$/.test(String(resource.kind)) && !isNetworkPolicy(resource))
        yield {
          resource,
          path: ['kind'],
          message: `${resource.kind} of ${resource.apiVersion} is not analyzed; use a NetworkPolicy of networking.k8s.io/v1.`,
        }
    const workloads = workloadsOf(resources)
    const { connections, flaws } = writtenFor(fleet.reachability, environment, onIn(subject), workloads)
    for (const { message, ...source } of flaws) yield { message, source, remediation: 'Correct the file.' }
    // Of a file that can't be read everything would seem to be too much.
    if (flaws.length > 0) return
    for (const ways of undeclaredConnections(waysOf(resources), connections)) yield* tooMuch(ways)
    for (const each of missingConnections(resources, connections)) yield tooLittle(each)
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

function tooLittle({ connection, pairs, egress, ingress }: MissingConnection): Violation {
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
      'Open it in a NetworkPolicy on that side; or, if the connection is no longer needed, remove this line.',
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
