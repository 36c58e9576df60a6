import { at, items, type Resource } from '../../kubernetes/resource.ts'
import { selects } from '../../kubernetes/selector.ts'
import { ofKind, show, titleOf } from '../lookup.ts'
import { hasPort, servicePorts, suggestPort } from '../ports.ts'
import type { Rule, Subject } from '../rule.ts'

export const serviceMonitorTarget: Rule = {
  id: 'service-monitor-target',
  severity: 'error',
  title: 'Every ServiceMonitor selects Services that have the port it reads.',
  why: 'Prometheus finds nothing to scrape and says nothing: the metrics are missing, and alerts that need them never fire. https://prometheus-operator.dev/docs/developer/getting-started/',
  mend: 'Select by labels of the Services, and name a port as they name it.',
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
          message: `No Service is selected by ${show(selector)}: expected labels that one of them has.`,
        }
      for (const [index, endpoint] of items(at(resource, 'spec', 'endpoints')).entries()) {
        const port = at(endpoint, 'port')
        const lacking = services.find((service) => !hasPort(servicePorts(service), port))
        if (port === undefined || !lacking) continue
        const message = `${titleOf(lacking)} has no port ${show(port)}.${suggestPort(servicePorts(lacking), port)}`
        yield { resource, path: ['spec', 'endpoints', index, 'port'], message }
      }
    }
  },
}

/** Whether it is about Services of other namespaces, which nobody here knows. */
function looksElsewhere(monitor: Resource, { environment }: Subject): boolean {
  const selector = at(monitor, 'spec', 'namespaceSelector')
  const names = items(at(selector, 'matchNames'))
  return at(selector, 'any') === true || (names.length > 0 && !names.includes(environment.namespace))
}
