import type { CatalogService } from '../catalog/catalog.ts'
import { defined, type Manifest, patch, sorted } from '../component/manifest.ts'
import type { ServiceDefinition } from '../environment/schema.ts'
import { WORKLOAD_KINDS, type WorkloadKind } from '../kubernetes/service-workload.ts'

/** What an environment changes about one service: its settings, its resources and its autoscaler's bounds. */
export function servicePatches(
  name: string,
  definition: ServiceDefinition,
  base: CatalogService,
): Manifest[] {
  const { settings = {}, resources: { requests, limits } = {} } = definition
  const resources = defined({ requests: requests && sorted(requests), limits: limits && sorted(limits) })
  return [
    ...(Object.keys(settings).length > 0 ? [patch('v1', 'ConfigMap', name, { data: sorted(settings) })] : []),
    ...(Object.keys(resources).length > 0
      ? [podPatch(name, base, { containers: [{ name: base.workload.container, resources }] })]
      : []),
    ...autoscaler(name, definition, base),
  ]
}

/** A patch of the pods that a service's workload makes. */
function podPatch(name: string, { workload: { kind } }: CatalogService, spec: object): Manifest {
  const { apiVersion, template } = WORKLOAD_KINDS[kind] as WorkloadKind
  const content = [...template, 'spec'].reduceRight<object>((inner, key) => ({ [key]: inner }), spec)
  return patch(apiVersion, kind, name, content)
}

function autoscaler(name: string, { autoscaling }: ServiceDefinition, base: CatalogService): Manifest[] {
  if (!autoscaling || !base.autoscaling) return []
  const bounds = (['minReplicas', 'maxReplicas'] as const).filter(
    (bound) => autoscaling[bound] !== base.autoscaling?.[bound],
  )
  if (bounds.length === 0) return []
  const spec = Object.fromEntries(bounds.map((bound) => [bound, autoscaling[bound]]))
  return [patch('autoscaling/v2', 'HorizontalPodAutoscaler', name, { spec })]
}
