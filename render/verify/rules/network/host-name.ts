import { at, items, type Resource } from '../../../kubernetes/resource.ts'
import { notAddress } from '../../../kubernetes/values/not-address.ts'
import type { Path } from '../../../problem/problem.ts'
import { ofKind, podsOf } from '../../lookup.ts'
import type { Rule, Subject } from '../../rule.ts'

/** What the API server takes although no request matches it; what it refuses is for the rule `schema`. */
export const hostName: Rule = {
  id: 'host-name',
  severity: 'error',
  title: 'Every host is a DNS name, never an IP address.',
  why: 'TLS and routes match names: no certificate is issued for the address, and no request reaches the route (https://gateway-api.sigs.k8s.io/reference/spec/#hostname). A Service takes an address in externalName for a name made of digits, which no DNS server resolves (https://kubernetes.io/docs/concepts/services-networking/service/#externalname).',
  remediation:
    'Set a DNS name; for `host` of environment.yaml without a name of your own, a service such as nip.io has one for every address.',
  *check(subject) {
    for (const { resource, path, host } of hostsOf(subject)) {
      const message = notAddress(host)
      if (message) yield { resource, path, message }
    }
  },
}

interface Host {
  readonly resource: Resource
  readonly path: Path
  readonly host: unknown
}

function* hostsOf(subject: Subject): Iterable<Host> {
  for (const resource of ofKind(subject, 'Ingress')) {
    for (const [index, rule] of items(at(resource, 'spec', 'rules')).entries()) {
      const host = at(rule, 'host')
      // Without a wildcard the API server refuses it itself.
      if (String(host).startsWith('*.')) yield { resource, path: ['spec', 'rules', index, 'host'], host }
    }
    for (const index of items(at(resource, 'spec', 'tls')).keys())
      yield* listed(resource, ['spec', 'tls', index, 'hosts'])
  }
  for (const resource of ofKind(subject, 'HTTPRoute')) yield* listed(resource, ['spec', 'hostnames'])
  for (const resource of ofKind(subject, 'Service')) {
    const path = ['spec', 'externalName']
    yield { resource, path, host: at(resource, ...path) }
  }
  for (const { resource, path, spec } of podsOf(subject))
    for (const index of items(at(spec, 'hostAliases')).keys())
      yield* listed(resource, [...path, 'hostAliases', index, 'hostnames'])
}

const listed = (resource: Resource, path: Path): Host[] =>
  items(at(resource, ...path)).map((host, index) => ({ resource, path: [...path, index], host }))
