import { podTemplateOf } from '../../../render/kubernetes/pods.ts'
import { at, items, type Resource } from '../../../render/kubernetes/resource.ts'
import type { Edit, Operator } from '../mutation.ts'
import { FIELDS } from './added/fields.ts'
import { RESOURCES } from './added/resources.ts'

/** The field with what is added, as an edit of the outermost part that changes. */
function added(resource: Resource, path: readonly (string | number)[], value: unknown): Edit | undefined {
  const there = at(resource, ...path)
  const isItem = Array.isArray(there) || LISTS.has(String(path.at(-1)))
  const next = isItem ? [...items(there), value] : value
  const parent = path.findLastIndex((_, index) => at(resource, ...path.slice(0, index)) !== undefined)
  if (
    parent < 0 ||
    path.slice(0, parent).some((step, index) => step === 0 && !at(resource, ...path.slice(0, index + 1)))
  )
    return undefined
  const inner = path.slice(parent + 1).reduceRight<unknown>((below, step) => ({ [step]: below }), next)
  const field = path
    .filter((step) => step !== 0)
    .join('.')
    .replace(/^.*template\.spec\./, '')
  return {
    detail: 'added',
    variant: `${field}: ${JSON.stringify(value)}`,
    path: path.slice(0, parent + 1),
    value: inner,
  }
}

const LISTS = new Set([
  'volumes',
  'initContainers',
  'containers',
  'sysctls',
  'add',
  'ports',
  'volumeMounts',
  'env',
  'envFrom',
  'externalIPs',
  'ingress',
  'egress',
  'scopes',
  'roles',
  'sourceNamespaces',
  'namespaceResourceBlacklist',
  'ignoreDifferences',
  'finalizers',
])

const steps = (path: string): (string | number)[] =>
  path.startsWith('metadata.labels.')
    ? ['metadata', 'labels', path.slice('metadata.labels.'.length)]
    : path.split('.').map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step))

export const additions: readonly Operator[] = [
  {
    id: 'add-field',
    title: 'A field, or an item of a list, is added.',
    edits: ({ resource, path }) => {
      if (path.length > 0) return []
      const pod = podTemplateOf(resource)
      return FIELDS.flatMap(([target, field, value]) => {
        const place =
          target === 'pod' ? pod?.path : target === 'container' ? pod && [...pod.path, 'containers', 0] : []
        if (!place || (target === target.toLowerCase() ? false : target !== resource.kind)) return []
        return added(resource, [...place, ...steps(field)], value) ?? []
      })
    },
  },
  {
    id: 'add-resource',
    title: 'A resource is added.',
    edits: ({ resource, path }) =>
      path.length === 0 && resource.kind === 'Namespace'
        ? RESOURCES.map((each) => {
            const { apiVersion, kind, metadata } = each as Resource
            const { name } = metadata
            const { labels } = resource.metadata
            const namespace = /^(Cluster|Namespace|Storage)/.test(kind)
              ? {}
              : { namespace: resource.metadata.name }
            return {
              detail: 'added',
              variant: `${kind}/${name}${'stringData' in each ? ' in plain text' : ''}`,
              added: [
                { ...each, apiVersion, kind, metadata: { name, ...namespace, ...(labels && { labels }) } },
              ],
            }
          })
        : [],
  },
]
