import { containersOf, type PodTemplate } from '../kubernetes/pods.ts'
import { at, items, type Resource } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'
import { text } from './lookup.ts'

type Kind = 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim'

/** Something that a pod names and can't start without, unless it is optional. */
export interface Reference {
  readonly kind: Kind
  readonly name: string
  /** Where the name stands in the workload. */
  readonly path: Path
  /** The one key that is wanted; the whole object if omitted. */
  readonly key?: string
  readonly keyPath?: Path
  readonly optional: boolean
  /** A variable of its own, which `npm run secrets` sees. */
  readonly variable: boolean
}

/** Everything of these kinds that a pod refers to. */
export function referencesOf(pod: PodTemplate, ...kinds: readonly Kind[]): Reference[] {
  const found = [...fromContainers(pod), ...fromVolumes(pod), ...fromPod(pod)]
  return found.filter(({ kind }) => kinds.includes(kind))
}

function* fromContainers(pod: PodTemplate): Generator<Reference> {
  for (const container of containersOf(pod)) {
    for (const [index, { valueFrom }] of each(at(container.value, 'env'), 'valueFrom'))
      for (const [field, kind] of KEYS)
        yield* reference(kind, at(valueFrom, field), [...container.path, 'env', index, 'valueFrom', field])
    for (const [index, source] of each(at(container.value, 'envFrom'), 'configMapRef', 'secretRef'))
      for (const [field, kind] of WHOLES)
        yield* reference(kind, source[field], [...container.path, 'envFrom', index, field])
  }
}

const KEYS = [
  ['configMapKeyRef', 'ConfigMap'],
  ['secretKeyRef', 'Secret'],
] as const
const WHOLES = [
  ['configMapRef', 'ConfigMap'],
  ['secretRef', 'Secret'],
] as const

function* fromVolumes({ spec, path }: PodTemplate): Generator<Reference> {
  const drivers = SECRETS_OF_DRIVERS.map(([driver]) => driver)
  for (const [index, volume] of each(
    at(spec, 'volumes'),
    'configMap',
    'secret',
    'projected',
    CLAIM,
    ...drivers,
  )) {
    const here = [...path, 'volumes', index]
    for (const [driver, field] of SECRETS_OF_DRIVERS)
      yield* field === 'secretName'
        ? reference('Secret', volume[driver], [...here, driver], field)
        : reference('Secret', at(volume[driver], field), [...here, driver, field])
    yield* reference('ConfigMap', volume['configMap'], [...here, 'configMap'])
    yield* reference('Secret', volume['secret'], [...here, 'secret'], 'secretName')
    yield* reference('PersistentVolumeClaim', volume[CLAIM], [...here, CLAIM], 'claimName')
    for (const [inner, source] of each(at(volume['projected'], 'sources'), 'configMap', 'secret')) {
      const there = [...here, 'projected', 'sources', inner]
      yield* reference('ConfigMap', source['configMap'], [...there, 'configMap'])
      yield* reference('Secret', source['secret'], [...there, 'secret'])
    }
  }
}

const CLAIM = 'persistentVolumeClaim'

/** Volumes whose driver reads a Secret before it mounts, and the field that names it. */
const SECRETS_OF_DRIVERS = [
  ['azureFile', 'secretName'],
  ['cephfs', 'secretRef'],
  ['csi', 'nodePublishSecretRef'],
  ['flexVolume', 'secretRef'],
  ['iscsi', 'secretRef'],
  ['rbd', 'secretRef'],
  ['scaleIO', 'secretRef'],
  ['storageos', 'secretRef'],
] as const

function* fromPod({ spec, path }: PodTemplate): Generator<Reference> {
  yield* reference('ServiceAccount', spec, path, 'serviceAccountName')
  yield* named(spec, path, 'imagePullSecrets')
}

/** The Secrets of a list of references, such as `imagePullSecrets`. */
function* named(from: unknown, path: Path, field: string): Generator<Reference> {
  for (const index of items(at(from, field)).keys())
    yield* reference('Secret', at(from, field, index), [...path, field, index])
}

/** The Secrets that a ServiceAccount gives to its pods. */
export const accountSecrets = (account: Resource): Reference[] => [
  ...named(account, [], 'imagePullSecrets'),
  ...named(account, [], 'secrets'),
]

/** Whether a Secret holds the credentials of a registry, which the kubelet reads. */
export const isPullSecret = ({ path }: Reference): boolean => path.includes('imagePullSecrets')

/** The references that one block holds: one for each of its `items`, or the one of its key, or of all of it. */
function* reference(kind: Kind, block: unknown, path: Path, nameField = 'name'): Generator<Reference> {
  const name = text(at(block, nameField))
  if (name === undefined) return
  const common = {
    kind,
    name,
    path: [...path, nameField],
    optional: at(block, 'optional') === true,
    variable: path.includes('valueFrom'),
  }
  const key = text(at(block, 'key'))
  const keys = items(at(block, 'items')).flatMap((item, index) => {
    const wanted = text(at(item, 'key'))
    return wanted === undefined ? [] : [{ key: wanted, keyPath: [...path, 'items', index, 'key'] }]
  })
  if (key !== undefined) yield { ...common, key, keyPath: [...path, 'key'] }
  else if (keys.length === 0) yield common
  for (const each of keys) yield { ...common, ...each }
}

/** The items of a list with some of their fields; a list with holes is no reason to fail. */
const each = (list: unknown, ...fields: readonly string[]): [number, Record<string, unknown>][] =>
  Array.from(items(list), (item, index) => [
    index,
    Object.fromEntries(fields.map((field) => [field, at(item, field)])),
  ])
