import { parseQuantity } from '../quantity/parse.ts'
import { at, items } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { isGiven, type Part, part } from './part.ts'

/** PodDisruptionBudgets: ValidatePodDisruptionBudgetSpec in Kubernetes. */
export function checkDisruptionBudget(manifest: Part): SchemaViolation[] {
  const { path, value } = part(manifest, 'spec')
  return isGiven(at(value, 'minAvailable')) && isGiven(at(value, 'maxUnavailable'))
    ? [
        wrongKey(
          [...path, 'maxUnavailable'],
          'A budget has either "minAvailable" or "maxUnavailable": remove one.',
        ),
      ]
    : []
}

/** PersistentVolumeClaims: ValidatePersistentVolumeClaimSpec in Kubernetes. */
export function checkClaim(manifest: Part): SchemaViolation[] {
  const { path, value } = part(manifest, 'spec')
  const size = at(value, 'resources', 'requests', 'storage')
  return [
    ...(items(at(value, 'accessModes')).length === 0
      ? [wrongValue([...path, 'accessModes'], 'The field "accessModes" is missing or empty.')]
      : []),
    ...(isGiven(size) && parseQuantity(size)?.nanos !== 0n
      ? []
      : [wrongValue([...path, 'resources', 'requests', 'storage'], 'Say how much storage is asked for.')]),
  ]
}
