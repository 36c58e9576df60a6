import { environmentFile } from '../../environment/environment.ts'
import { at, items } from '../../kubernetes/resource.ts'
import type { Path } from '../../problem/problem.ts'
import { differs } from '../argocd.ts'
import { ofKind, show } from '../lookup.ts'
import type { Rule, Subject, Violation } from '../rule.ts'

const ISSUER = 'cert-manager.io/cluster-issuer'

export const entrance: Rule = {
  id: 'entrance',
  severity: 'error',
  title: 'The way in is the one that environment.yaml describes: host, class, certificate, node port.',
  why: "Another host or class is served by nobody, or by somebody else's controller; another certificate makes browsers turn back. https://kubernetes.io/docs/concepts/services-networking/ingress/",
  mend: 'Change it in environment.yaml and run `npm run render`; base only holds what is to be replaced.',
  *check(subject) {
    yield* ingresses(subject)
    const { gateway, host, nodePort } = subject.environment
    for (const resource of ofKind(subject, 'HTTPRoute')) {
      yield* differs(resource, ['spec', 'hostnames'], host === undefined ? undefined : [host])
      yield* differs(resource, ['spec', 'parentRefs', 0, 'name'], gateway?.name)
      yield* differs(resource, ['spec', 'parentRefs', 0, 'namespace'], gateway?.namespace)
      yield* differs(resource, ['spec', 'parentRefs', 0, 'sectionName'], gateway?.sectionName)
    }
    const open = ofKind(subject, 'Service').filter((each) => at(each, 'spec', 'type') === 'NodePort')
    for (const resource of open) yield* differs(resource, ['spec', 'ports', 0, 'nodePort'], nodePort)
    for (const [key, there] of [
      ['ingress', ofKind(subject, 'Ingress').length],
      ['gateway', ofKind(subject, 'HTTPRoute').length],
      ['nodePort', open.length],
    ] as const) {
      const wanted = subject.environment[key] === undefined ? 0 : 1
      if (there !== wanted) yield count(subject, key, there, wanted)
    }
  },
}

function* ingresses(subject: Subject): Iterable<Violation> {
  const { host, ingress } = subject.environment
  for (const resource of ofKind(subject, 'Ingress')) {
    const exactly: readonly (readonly [Path, unknown])[] = [
      [['spec', 'ingressClassName'], ingress?.className],
      [['spec', 'tls'], ingress?.tls && [{ hosts: [host], secretName: ingress.tls.secretName }]],
      [['metadata', 'annotations', ISSUER], ingress?.tls?.clusterIssuer],
    ]
    for (const [path, expected] of exactly) yield* differs(resource, path, expected)
    const rules = items(at(resource, 'spec', 'rules'))
    if (rules.length !== 1)
      yield {
        resource,
        path: ['spec', 'rules'],
        message: `The Ingress has ${rules.length} rules: expected one, for ${host}.`,
      }
    for (const index of rules.keys()) {
      yield* differs(resource, ['spec', 'rules', index, 'host'], host)
      const paths = ['spec', 'rules', index, 'http', 'paths']
      const served = items(at(resource, ...paths)).map(
        (each) => `${at(each, 'pathType')} ${at(each, 'path')}`,
      )
      if (served.join() !== 'Prefix /')
        yield {
          resource,
          path: paths,
          message: `The Ingress serves ${show(served)}: expected every path, as "Prefix /".`,
        }
    }
  }
}

const count = ({ environment }: Subject, key: string, there: number, wanted: number): Violation => ({
  message: `The overlay has ${there} of what "${key}" asks for: expected ${wanted}.`,
  source: { file: environmentFile(environment.name), path: [key], at: 'key' },
})
