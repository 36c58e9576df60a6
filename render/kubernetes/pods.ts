import { at, entries, items, type Resource } from './resource.ts'

type Path = readonly (string | number)[]

/** The pods that a workload makes. */
export interface PodTemplate {
  /** The workload. */
  readonly resource: Resource
  /** Where the pod's spec stands in the workload. */
  readonly path: Path
  readonly labels: Readonly<Record<string, string>>
  readonly spec: unknown
}

/** A container of a pod, init containers included. */
export interface Container {
  readonly name: string
  readonly path: Path
  readonly init: boolean
  readonly value: unknown
}

const TEMPLATES: Readonly<Record<string, Path>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
}

/** The pods that a resource makes; nothing if it is no workload. */
export function podTemplateOf(resource: Resource): PodTemplate | undefined {
  const path = Object.hasOwn(TEMPLATES, resource.kind) ? TEMPLATES[resource.kind] : undefined
  if (!path) return undefined
  const template = at(resource, ...path)
  return {
    resource,
    path: [...path, 'spec'],
    labels: Object.fromEntries(entries(at(template, 'metadata', 'labels'))) as Record<string, string>,
    spec: at(template, 'spec'),
  }
}

export const podTemplates = (resources: readonly Resource[]): PodTemplate[] =>
  resources.flatMap((resource) => podTemplateOf(resource) ?? [])

/** All containers of a pod, those that run before the others first. */
export const containersOf = ({ spec, path }: PodTemplate): Container[] =>
  (['initContainers', 'containers'] as const).flatMap((list) =>
    items(at(spec, list)).map((value, index) => ({
      name: String(at(value, 'name') ?? ''),
      path: [...path, list, index],
      init: list === 'initContainers',
      value,
    })),
  )
