import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allNamed, treeOf, written } from '../../render/verify/promql/tree.ts'

/** A question that a dashboard asks Prometheus. */
export interface Query {
  /** The dashboard and the panel. */
  readonly place: string
  readonly expr: string
}

interface Dashboard {
  readonly title: string
  readonly uid: string
  readonly panels: readonly {
    readonly title: string
    readonly targets?: readonly { readonly expr: string }[]
  }[]
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr?: string }[] }
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] }
}

export const dashboards = (root: string): readonly Dashboard[] =>
  globSync('base/components/monitoring/dashboards/*.json', { cwd: root })
    .sort()
    .map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Dashboard)

/** Every question of a dashboard, its variables and annotations among them, as Grafana asks it for all services. */
export const queriesOf = (
  { title, panels, annotations, templating }: Dashboard,
  namespace: string,
): Query[] =>
  [
    ...panels.flatMap((panel) =>
      (panel.targets ?? []).map(({ expr }) => ({ place: `${title} / ${panel.title}`, expr })),
    ),
    ...annotations.list.flatMap(({ name, expr }) => (expr ? [{ place: `${title} / ${name}`, expr }] : [])),
    ...templating.list.flatMap(({ name, definition }) => {
      const selector = /^label_values\((.*), \w+\)$/.exec(definition ?? '')?.[1]
      return selector ? [{ place: `${title} / variable ${name}`, expr: selector }] : []
    }),
  ].map(({ place, expr }) => ({ place, expr: filled(expr, namespace) }))

const filled = (expr: string, namespace: string): string =>
  expr
    .replaceAll('$namespace', namespace)
    .replaceAll(/\$(service|application)\b/g, '.+')
    .replaceAll('$__rate_interval', '1m')

/** Every series that an expression asks for: the name with what its labels must be. */
export const selectorsIn = (expr: string): string[] => [
  ...new Set(
    [...allNamed(treeOf(expr), 'VectorSelector')].map((part) => written(part).replaceAll(/\s+/g, ' ')),
  ),
]

/** The metric of a selector. */
export const metricOf = (selector: string): string => selector.replace(/[\s{].*$/s, '')
