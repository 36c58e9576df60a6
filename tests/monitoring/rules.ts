import { parse } from 'yaml'
import { at, items, type Resource } from '../../render/kubernetes/resource.ts'

/** A rule of a PrometheusRule. */
export interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** The groups of every PrometheusRule among built manifests: what a file of Prometheus' own rules holds. */
export const groupsOf = (resources: readonly Resource[]): readonly unknown[] =>
  resources
    .filter((each) => at(each, 'kind') === 'PrometheusRule')
    .flatMap((each) => items(at(each, 'spec', 'groups')))

export const alertsIn = (groups: readonly unknown[]): readonly AlertRule[] =>
  groups
    .flatMap((group) => items(at(group, 'rules')))
    .filter((rule): rule is AlertRule => at(rule, 'alert') !== undefined)

/** The alerts of the component as base holds them. */
export const alertsOf = (text: string): readonly AlertRule[] => alertsIn(groupsOf([parse(text) as Resource]))
