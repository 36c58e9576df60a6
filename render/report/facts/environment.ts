import { componentsOf } from '../../environment/components.ts'
import type { Environment } from '../../environment/environment.ts'
import { at, entries } from '../../kubernetes/resource.ts'
import type { EnvironmentReport } from '../data.ts'
import type { Fact, FactGroup, Value } from './fact.ts'

type Read = (report: EnvironmentReport) => Value | string | undefined

/** What is said of an environment as a whole, by the name that people read. */
const FACTS: Readonly<Record<string, Read>> = {
  Cluster: ({ environment, cluster }) => ({
    text: environment.cluster,
    detail: `Kubernetes ${cluster.kubernetes}, Argo CD ${cluster.argocd.version}`,
  }),
  Namespace: ({ environment }) => environment.namespace,
  Host: ({ environment }) => environment.host,
  Follows: ({ environment }) => environment.revision,
  'Promotion gates': ({ environment }) => gates(environment),
  'Automatic rollback': ({ environment: { rollback } }) =>
    rollback && `within ${rollback.automatic.within} of a release`,
  'Argo CD syncs': ({ environment }) => sync(environment),
  'On removal': ({ environment }) =>
    environment.retain ? 'namespace and workloads stay' : 'everything goes',
  'Deletion budget': ({ environment }) => String(environment.deletionBudget ?? 0),
}

/** The matrix of the environments themselves: where they are, which options are on, how much they may use. */
export function environmentFacts(environments: readonly EnvironmentReport[]): FactGroup[] {
  const fact = (name: string, read: Read, code = false): Fact => ({
    name,
    code,
    values: environments.map((each) => {
      const value = read(each)
      return typeof value === 'string' ? { text: value } : value
    }),
  })
  const components = distinct(environments.flatMap(({ environment }) => componentsOf(environment)))
  const quota = distinct(environments.flatMap((each) => [...quotaOf(each).keys()]))
  return [
    { title: 'Placement and sync', facts: Object.entries(FACTS).map(([name, read]) => fact(name, read)) },
    {
      title: 'Components',
      facts: components.map((name) => fact(name, ({ environment }) => on(environment, name), true)),
    },
    { title: 'Quota', facts: quota.map((key) => fact(key, (each) => quotaOf(each).get(key), true)) },
  ].filter(({ facts }) => facts.length > 0)
}

/** That a component is on, and with which values. */
const on = ({ components }: Environment, component: string): Value | string | undefined => {
  if (!Object.hasOwn(components, component)) return undefined
  const values = leaves(components[component])
  return values.length === 0 ? 'on' : { text: 'on', detail: values.join(', ') }
}

/** The values of a component, each with its key: `tls.secretName: web-tls`. */
const leaves = (value: unknown, path: readonly string[] = []): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? entries(value).flatMap(([key, child]) => leaves(child, [...path, key]))
    : [`${path.join('.')}: ${Array.isArray(value) ? value.join(' ') : value}`]

const gates = ({
  promotion: { from, healthy, soak, windows = [], auto } = {},
}: Environment): string | undefined =>
  [
    from !== undefined && `from ${from}`,
    healthy && 'healthy there',
    soak !== undefined && `after ${soak}`,
    ...windows.map(({ days, from: opens, to, timezone }) => `${days.join(', ')} ${opens}–${to} ${timezone}`),
    auto && 'automatic',
  ]
    .filter(Boolean)
    .join('; ') || undefined

function sync({ sync: { automated, prune, selfHeal } }: Environment): Value {
  if (!automated) return { text: 'when asked' }
  const kept = [!prune && 'keeps what git no longer holds', !selfHeal && 'keeps changes made by hand']
  return { text: 'automatic', detail: kept.filter(Boolean).join(', ') || 'prunes and heals' }
}

const quotaOf = ({ resources }: EnvironmentReport): Map<string, string> =>
  new Map(
    resources
      .filter(({ kind }) => kind === 'ResourceQuota')
      .flatMap((each) => entries(at(each, 'spec', 'hard')).map(([key, value]) => [key, String(value)])),
  )

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort()
