import { at, entries, type Resource } from '../../../kubernetes/resource.ts'
import { ofKind, show, text } from '../../lookup.ts'
import type { Rule, Violation } from '../../rule.ts'

/** By this label the sidecar of Grafana's Helm chart finds dashboards: https://github.com/kiwigrid/k8s-sidecar. */
export const DASHBOARD_LABEL = 'grafana_dashboard'
const FIELDS = ['uid', 'title']

export const dashboard: Rule = {
  id: 'dashboard',
  severity: 'error',
  title:
    'Every ConfigMap with a Grafana dashboard has the label that Grafana looks for, and dashboards that it can read.',
  why: 'Grafana skips what it does not find or cannot read, and says so only in its log: during an incident the dashboard is missing. https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards',
  remediation: `Set the label ${DASHBOARD_LABEL}: "1", and export the dashboard as JSON with a uid and a title.`,
  *check(subject) {
    for (const resource of ofKind(subject, 'ConfigMap')) {
      const files = entries(at(resource, 'data'))
      const isLabelled = at(resource, 'metadata', 'labels', DASHBOARD_LABEL) !== undefined
      const dashboards = files.filter(([, content]) => isDashboard(content))
      if (!isLabelled && dashboards.length > 0)
        yield {
          resource,
          path: ['metadata', 'labels'],
          message: `It has the dashboard ${dashboards[0]?.[0]}, but no label ${DASHBOARD_LABEL}.`,
        }
      if (isLabelled && files.length === 0)
        yield { resource, path: ['data'], message: `It has the label ${DASHBOARD_LABEL}, but no dashboard.` }
      if (isLabelled) for (const [file, content] of files) yield* flaw(resource, file, content)
    }
  },
}

function* flaw(resource: Resource, file: string, content: unknown): Iterable<Violation> {
  const path = ['data', file]
  const read = parsed(content)
  if (read === undefined) yield { resource, path, message: `${file} is not JSON.` }
  else
    for (const field of FIELDS)
      if (!text(at(read, field))) yield { resource, path, message: `${file} has no ${show(field)}.` }
}

/** Whether it is JSON with the panels that a dashboard is made of. */
const isDashboard = (content: unknown): boolean => Array.isArray(at(parsed(content), 'panels'))

function parsed(content: unknown): unknown {
  try {
    return JSON.parse(String(content))
  } catch {
    return undefined
  }
}
