import type { World } from './world.ts'

/** A Deployment or StatefulSet, as far as it matters here. */
export interface Workload {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly generation?: number }
  readonly spec: {
    readonly replicas?: number
    readonly template: {
      readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> }
      readonly spec: { readonly containers: readonly { readonly image: string }[] }
    }
  }
  readonly status?: { observedGeneration?: number; updatedReplicas?: number; readyReplicas?: number }
}

/** The Deployments and StatefulSets of a namespace; none if it is missing. */
export async function workloads({ kubectl }: World, namespace: string): Promise<Workload[]> {
  const text = await kubectl([
    '--namespace',
    namespace,
    'get',
    'deployments,statefulsets',
    '--output',
    'json',
  ])
  return (JSON.parse(text) as { items: Workload[] }).items
}

/** Whether every pod is of the newest generation, and ready. */
export function isRolledOut({ metadata, spec, status = {} }: Workload): boolean {
  const { replicas = 1 } = spec
  return (
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 1) &&
    (status.updatedReplicas ?? 0) >= replicas &&
    (status.readyReplicas ?? 0) >= replicas
  )
}
