import { type PodTemplate, podTemplates } from '../../kubernetes/pods.ts'
import { at, entries, type Resource } from '../../kubernetes/resource.ts'
import { nameOf, text, titleOf } from '../lookup.ts'

type Labels = Readonly<Record<string, string>>

/** Someone who can call or be called: pods of a workload, pods of other namespaces, or an address range. */
export interface Party {
  readonly name: string
  /** The workload's pods; nothing if the party is outside of the overlay. */
  readonly pod?: PodTemplate
  /** In CIDR notation, where it is known by addresses only. */
  readonly addresses?: string
  readonly namespace?: string
  readonly namespaceLabels: Labels
  readonly labels: Labels
}

/** The label that Kubernetes itself puts on every namespace. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name'

/** Every workload of the overlay, known by its name; by kind and name where two share a name. */
export function workloadsOf(resources: readonly Resource[]): Party[] {
  const pods = podTemplates(resources)
  const names = pods.map(({ resource }) => nameOf(resource))
  return pods.map((pod) => {
    const name = nameOf(pod.resource)
    const namespace = text(at(pod.resource, 'metadata', 'namespace'))
    const unique = names.indexOf(name) === names.lastIndexOf(name)
    return {
      name: unique ? name : titleOf(pod.resource),
      pod,
      ...(namespace !== undefined && { namespace }),
      namespaceLabels: labelsOf(namespace, resources),
      labels: pod.labels,
    }
  })
}

function labelsOf(namespace: string | undefined, resources: readonly Resource[]): Labels {
  const own = resources.find((each) => each.kind === 'Namespace' && nameOf(each) === namespace)
  const labels = Object.fromEntries(entries(at(own, 'metadata', 'labels'))) as Labels
  return { ...labels, ...(namespace !== undefined && { [NAMESPACE_NAME]: namespace }) }
}

/** The pods of another namespace: all of them, or those with some labels. */
export const podsElsewhere = (name: string, namespace: string, labels: Labels = {}): Party => ({
  name,
  namespace,
  namespaceLabels: { [NAMESPACE_NAME]: namespace },
  labels,
})

/** Every party with an address of a range. */
export const addressParty = (name: string, addresses: string): Party => ({
  name,
  addresses,
  namespaceLabels: {},
  labels: {},
})
