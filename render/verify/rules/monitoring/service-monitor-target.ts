import { containersOf } from '../../../kubernetes/pods.ts'
import { at, entries, items, type Resource } from '../../../kubernetes/resource.ts'
import { selects, selectsPlainly } from '../../../kubernetes/selector.ts'
import { nameOf, ofKind, podsOf, show, titleOf } from '../../lookup.ts'
import { hasPort, servicePorts, suggestPort } from '../../ports.ts'
import { programOf } from '../../programs/find.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

export const serviceMonitorTarget: Rule = {
  id: 'service-monitor-target',
  severity: 'error',
  title: 'Every ServiceMonitor selects Services with metrics, and their port and path.',
  why: 'Prometheus silently scrapes nothing: the metrics are missing, and alerts that need them never fire. https://prometheus-operator.dev/docs/developer/getting-started/',
  remediation: 'Select by labels of the Services, and use the name of one of their ports.',
  *check(subject) {
    for (const resource of ofKind(subject, 'ServiceMonitor')) {
      if (looksElsewhere(resource, subject)) continue
      const selector = at(resource, 'spec', 'selector')
      const services = ofKind(subject, 'Service').filter((each) =>
        selects(selector, (at(each, 'metadata', 'labels') ?? {}) as Readonly<Record<string, string>>),
      )
      if (services.length === 0)
        yield {
          resource,
          path: ['spec', 'selector'],
          message: `No Service matches ${show(selector)}; use labels of a Service.`,
        }
      if (entries(at(selector, 'matchLabels')).length + items(at(selector, 'matchExpressions')).length === 0)
        yield {
          resource,
          path: ['spec', 'selector'],
          message: 'It selects every Service; select by labels of those with metrics.',
        }
      if (items(at(resource, 'spec', 'endpoints')).length === 0)
        yield { resource, path: ['spec', 'endpoints'], message: 'It has no endpoint; add one.' }
      yield* unmonitored(subject, resource)
      const other = ofKind(subject, 'ServiceMonitor').find(
        (each) => each !== resource && services.some((service) => isRead(each, service)),
      )
      if (other && nameOf(other) < nameOf(resource))
        yield {
          resource,
          path: ['spec', 'selector'],
          message: `${titleOf(other)} already scrapes these Services.`,
        }
      const endpoints = items(at(resource, 'spec', 'endpoints')).map((each) =>
        show([at(each, 'port'), at(each, 'path')]),
      )
      for (const index of endpoints.keys())
        if (endpoints.indexOf(endpoints[index] as string) < index)
          yield {
            resource,
            path: ['spec', 'endpoints', index],
            message: 'It scrapes this port and path twice; remove one.',
          }
      for (const [index, endpoint] of items(at(resource, 'spec', 'endpoints')).entries()) {
        const port = at(endpoint, 'port')
        if (port === undefined && at(endpoint, 'targetPort') === undefined)
          yield {
            resource,
            path: ['spec', 'endpoints', index, 'port'],
            message: 'It sets no port; set the port name of the Services.',
          }
        yield* otherPath(subject, resource, index, services)
        const lacking = services.find((service) => !hasPort(servicePorts(service), port))
        if (port === undefined || !lacking) continue
        const message = `${titleOf(lacking)} has no port ${show(port)}.${suggestPort(servicePorts(lacking), port)}`
        yield { resource, path: ['spec', 'endpoints', index, 'port'], message }
      }
    }
  },
}

const isRead = (monitor: Resource, service: Resource): boolean =>
  selects(
    at(monitor, 'spec', 'selector'),
    (at(service, 'metadata', 'labels') ?? {}) as Readonly<Record<string, string>>,
  )

/** Pods that carry the labels which the monitor looks for, behind a Service that it doesn't find by them. */
function* unmonitored(subject: Subject, monitor: Resource): Iterable<Violation> {
  const selector = at(monitor, 'spec', 'selector')
  if (entries(at(selector, 'matchLabels')).length === 0) return
  const pods = podsOf(subject).filter(({ labels }) => selects(selector, labels))
  for (const resource of ofKind(subject, 'Service')) {
    const labels = (at(resource, 'metadata', 'labels') ?? {}) as Readonly<Record<string, string>>
    const behind = pods.some((pod) => selectsPlainly(at(resource, 'spec', 'selector'), pod.labels))
    if (behind && !selects(selector, labels))
      yield {
        resource,
        path: ['metadata', 'labels'],
        message: `${titleOf(monitor)} selects ${show(selector)}, which are labels of its pods but not of the Service: the metrics are not scraped.`,
      }
  }
}

/** Where the programs behind the Services have their metrics somewhere else. */
function* otherPath(
  subject: Subject,
  resource: Resource,
  index: number,
  services: readonly Resource[],
): Iterable<Violation> {
  const path = ['spec', 'endpoints', index, 'path']
  const read = at(resource, ...path) ?? '/metrics'
  const pods = podsOf(subject).filter(({ labels }) =>
    services.some((each) => selectsPlainly(at(each, 'spec', 'selector'), labels)),
  )
  const programs = pods.flatMap((pod) =>
    containersOf(pod).flatMap((container) => programOf(subject.fleet.programs, pod, container) ?? []),
  )
  const wrong = programs.find(({ metrics }) => metrics !== read)
  if (wrong)
    yield {
      resource,
      path,
      message: `${wrong.name} serves ${wrong.metrics === undefined ? 'no metrics' : `its metrics at ${wrong.metrics}`}, but ${show(read)} is scraped.`,
    }
}

/** Whether it selects Services of other namespaces, which are unknown here. */
function looksElsewhere(monitor: Resource, { environment }: Subject): boolean {
  const selector = at(monitor, 'spec', 'namespaceSelector')
  const names = items(at(selector, 'matchNames'))
  return at(selector, 'any') === true || (names.length > 0 && !names.includes(environment.namespace))
}
