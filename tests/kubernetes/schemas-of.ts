import type { KubernetesSchemas } from '../../render/kubernetes/schema/data.ts'
import { kubernetesSchemas, noSchemas } from '../../render/repository/kubernetes-schemas.ts'

/** The schemas of a version that must be there. */
export function schemasOf(version: string): KubernetesSchemas {
  const schemas = kubernetesSchemas(version)
  if (!schemas) throw new Error(noSchemas(version))
  return schemas
}
