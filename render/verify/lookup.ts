import { type Container, containersOf, type PodTemplate, podTemplates } from '../kubernetes/pods.ts'
import { at, type Resource } from '../kubernetes/resource.ts'
import { suggest } from '../problem/nearest.ts'

// How rules read manifests of unchecked form: these functions never throw, whatever a field holds.

/** What an overlay holds after `kustomize build`; a rule's Subject is one. */
interface Built {
  readonly resources: readonly Resource[]
}

/** A text; nothing if it is something else. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A whole number; nothing if it is something else. */
export const whole = (value: unknown): number | undefined =>
  Number.isInteger(value) ? (value as number) : undefined

/** A value as a message quotes it. */
export const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

export const nameOf = (resource: Resource): string => text(at(resource, 'metadata', 'name')) ?? ''

/** The name that people gave a ConfigMap: without the hash that kustomize adds. */
export const givenName = (name: string): string => name.replace(/-[a-z0-9]{10}$/, '')

/** How a message names a resource: `Deployment/web`. */
export const titleOf = (resource: Resource): string =>
  resource.kind === 'ConfigMap'
    ? `ConfigMap/${givenName(nameOf(resource))}`
    : `${resource.kind}/${nameOf(resource)}`

export const ofKind = ({ resources }: Built, ...kinds: readonly string[]): Resource[] =>
  resources.filter(({ kind }) => kinds.includes(kind))

/** The resource of a kind and name, if the overlay has it. */
export const find = ({ resources }: Built, kind: string, name: string): Resource | undefined =>
  resources.find((each) => each.kind === kind && nameOf(each) === name)

/** ` Did you mean ...` with the names that the overlay has of a kind. */
export const suggestName = (built: Built, kind: string, name: string): string =>
  suggest(
    givenName(name),
    ofKind(built, kind).map((each) => (kind === 'ConfigMap' ? givenName(nameOf(each)) : nameOf(each))),
  )

/** The pods of every workload of the overlay. */
export const podsOf = ({ resources }: Built): PodTemplate[] => podTemplates(resources)

/** Each container of each pod, init containers included. */
export const containersIn = (built: Built): { pod: PodTemplate; container: Container }[] =>
  podsOf(built).flatMap((pod) => containersOf(pod).map((container) => ({ pod, container })))

/** Whether a workload's pods end by themselves. */
export const endsByItself = ({ kind }: Resource): boolean => kind === 'Job' || kind === 'CronJob'

/** Where Kubernetes keeps what a Job is: a CronJob has it one level deeper. */
export const jobPath = ({ kind }: Resource): readonly string[] =>
  kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec'] : ['spec']
