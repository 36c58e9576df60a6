import { at, idOf, items, type Resource } from '../../kubernetes/resource.ts'
import { type Criterion, failed, passed, skipped } from '../criterion.ts'

export const internalOnly: Criterion = {
  id: 'internal-only',
  title: 'Only the external service is reachable from outside.',
  method:
    'The backends of each Ingress, the type of each Service, and requests from outside to paths that only internal services answer.',
  reads: ['services', 'ingresses', 'outside'],
  remediation: 'Remove the rule, node port or path from base/components; policies/ names who may be reached.',
  judge(live, { accepted: { external } }) {
    if (!external) return skipped('policies/acceptance.yaml names no external service')
    const services = live.list('services')
    const outer = services.find(({ metadata }) => metadata.name === external.service)
    const ways = [
      ...live
        .list('ingresses')
        .flatMap(backendsOf)
        .filter((each) => each.service !== external.service),
      ...services
        .filter((each) => isOpen(each) && !isSame(each, outer))
        .map((each) => ({ from: idOf(each), service: String(at(each, 'spec', 'type')) })),
    ]
    const { closed, access } = live.outside
    const answered = Object.entries(closed).flatMap(([path, answer]) =>
      'status' in answer && answer.status < 300
        ? [`${access.text} answers ${path} with ${answer.status}`]
        : [],
    )
    const wrong = [...ways.map(({ from, service }) => `${from} leads to ${service}`), ...answered]
    if (wrong.length > 0) return failed(wrong.join('; '))
    const unanswered = Object.entries(closed).flatMap(([path, answer]) =>
      'error' in answer ? [`${path}: ${answer.error}`] : [],
    )
    if (unanswered.length > 0) return skipped(unanswered.join('; '))
    const seen = Object.entries(closed).map(
      ([path, answer]) => `${path} ${'status' in answer ? answer.status : ''}`,
    )
    return passed(
      `only ${external.service} is behind Ingress and node port; ${access.text} answers ${seen.join(', ')}`,
    )
  },
}

const backendsOf = (ingress: Resource): { from: string; service: string }[] =>
  [
    at(ingress, 'spec', 'defaultBackend'),
    ...items(at(ingress, 'spec', 'rules')).flatMap((rule) =>
      items(at(rule, 'http', 'paths')).map((path) => at(path, 'backend')),
    ),
  ]
    .filter((backend) => backend !== undefined)
    .map((backend) => ({
      from: idOf(ingress),
      service: String(at(backend, 'service', 'name') ?? 'another resource'),
    }))

const isOpen = (service: Resource): boolean =>
  ['NodePort', 'LoadBalancer'].includes(String(at(service, 'spec', 'type'))) ||
  items(at(service, 'spec', 'externalIPs')).length > 0

/** Whether both Services lead to the same pods. */
const isSame = (service: Resource, outer: Resource | undefined): boolean =>
  outer !== undefined &&
  JSON.stringify(at(service, 'spec', 'selector')) === JSON.stringify(at(outer, 'spec', 'selector'))
