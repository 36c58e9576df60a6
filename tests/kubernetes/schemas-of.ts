import { withCustomKinds } from '../../render/kubernetes/crd/kinds.ts'
import type { KubernetesSchemas } from '../../render/kubernetes/schema/data.ts'
import { customKinds } from '../../render/repository/custom-kinds.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { kubernetesSchemas, noSchemas } from '../../render/repository/kubernetes-schemas.ts'
import { SYSTEM } from '../support/root.ts'

const { crds } = readInputs(SYSTEM).inputs

/** The schemas of a version that must be there, with the custom kinds that base/crds defines. */
export function schemasOf(version: string): KubernetesSchemas {
  const schemas = kubernetesSchemas(version)
  if (!schemas) throw new Error(noSchemas(version))
  const { custom, problems } = customKinds(SYSTEM, crds, [version])
  if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2))
  return withCustomKinds(schemas, custom)
}
