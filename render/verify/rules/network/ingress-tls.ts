import { at, items } from '../../../kubernetes/resource.ts'
import { ofKind, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const ingressTls: Rule = {
  id: 'ingress-tls',
  severity: 'error',
  needs: ['cluster'],
  title: 'Every host of an Ingress is served over HTTPS, except in a local cluster.',
  why: 'Without TLS, passwords and session cookies can be read anywhere on the network path. https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  remediation:
    'Add the host to `spec.tls` with a secretName, or set the secretName of its component in environment.yaml; or set `local: true` for the cluster in fleet.yaml, if it is reachable from this machine only.',
  *check(subject) {
    if (subject.cluster.local) return
    for (const resource of ofKind(subject, 'Ingress')) {
      const certified = items(at(resource, 'spec', 'tls')).filter((entry) => text(at(entry, 'secretName')))
      const anyHost = certified.some((entry) => items(at(entry, 'hosts')).length === 0)
      const hosts = certified.flatMap((entry) => items(at(entry, 'hosts')))
      for (const [index, rule] of items(at(resource, 'spec', 'rules')).entries()) {
        const host = text(at(rule, 'host'))
        if (host === undefined ? anyHost : hosts.some((each) => covers(each, host))) continue
        yield {
          resource,
          path: host === undefined ? ['spec', 'rules', index] : ['spec', 'rules', index, 'host'],
          message: `${host || 'A rule without a host'} is in no entry of spec.tls with a secretName: it is served over plain HTTP.`,
        }
      }
      if (at(resource, 'spec', 'defaultBackend') !== undefined && !anyHost)
        yield {
          resource,
          path: ['spec', 'defaultBackend'],
          message: 'The default backend serves every host, but spec.tls has no entry for every host.',
        }
    }
  },
}

/** A certificate of `*.example.com` is good for one more label. */
const covers = (certified: unknown, host: string): boolean =>
  certified === host ||
  (typeof certified === 'string' &&
    certified.startsWith('*.') &&
    host.split('.').slice(1).join('.') === certified.slice(2))
