import { containersOf, type PodTemplate } from '../kubernetes/pods.ts'
import { at, entries, items } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'
import { text } from './lookup.ts'

/** A value that someone set, and where. */
export interface Field {
  readonly path: Path
  readonly value: unknown
}

/** What is set at a path such as `volumes.*.hostPath`, below `from`, which stands at `place`. Null counts as not set. */
export function fieldsAt(from: unknown, pattern: string, place: Path = []): Field[] {
  let found: Field[] = [{ path: place, value: from }]
  for (const step of pattern.split('.'))
    found = found.flatMap(({ path, value }) =>
      step === '*'
        ? items(value).map((item, index) => ({ path: [...path, index], value: item }))
        : [{ path: [...path, step], value: at(value, step) }],
    )
  return found.filter(({ value }) => value !== undefined && value !== null)
}

/** A container's field, where it stands, and how a message names the container. */
export interface ContainerPlace {
  readonly title: string
  readonly path: Path
  readonly value: unknown
  readonly init: boolean
}

/** Every container of a pod: those that run, those before them, and ephemeral ones. */
export const allContainers = (pod: PodTemplate): ContainerPlace[] => [
  ...containersOf(pod).map(({ name, path, value, init }) => ({ title: titled(name), path, value, init })),
  ...items(at(pod.spec, 'ephemeralContainers')).map((value, index) => ({
    title: titled(text(at(value, 'name')) ?? ''),
    path: [...pod.path, 'ephemeralContainers', index],
    value,
    init: false,
  })),
]

const titled = (name: string): string => `Container "${name}"`

/** What holds for a container: its own security context before that of its pod. */
export const inEffect = (pod: PodTemplate, container: unknown, field: string): unknown =>
  at(container, 'securityContext', field) ?? at(pod.spec, 'securityContext', field)

/** Labels or annotations of a pod, and where they stand. */
export const metadataOf = (
  pod: PodTemplate,
  map: 'labels' | 'annotations',
): { path: Path; entries: [string, unknown][] } => {
  const path = [...pod.path.slice(0, -1), 'metadata', map]
  return { path, entries: entries(at(pod.resource, ...path)) }
}
