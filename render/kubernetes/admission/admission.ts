import { kindKey } from '../schema/data.ts'
import type { SchemaViolation } from '../schema/violation.ts'
import { checkClaim, checkDisruptionBudget } from './budgets.ts'
import { checkIngress } from './ingresses.ts'
import { checkCronJob, checkJob } from './jobs.ts'
import { checkLimitRange, checkQuota } from './limits.ts'
import { checkName } from './names.ts'
import { checkNamespace } from './namespaces.ts'
import { checkNetworkPolicy } from './network-policies.ts'
import { isMap, missing, type Part, part } from './part.ts'
import { checkPod } from './pods.ts'
import { checkRoute } from './routes.ts'
import { checkAutoscaler } from './scaling.ts'
import { checkService } from './services.ts'
import { checkSizes } from './sizes.ts'
import { checkDaemonSet, checkDeployment, checkReplicaSet, checkStatefulSet } from './workloads.ts'

/** What the API server asks of several fields of a kind together. */
const CHECKS: Readonly<Record<string, (manifest: Part) => SchemaViolation[]>> = {
  'apps/v1/DaemonSet': checkDaemonSet,
  'apps/v1/Deployment': checkDeployment,
  'apps/v1/ReplicaSet': checkReplicaSet,
  'apps/v1/StatefulSet': checkStatefulSet,
  'autoscaling/v2/HorizontalPodAutoscaler': checkAutoscaler,
  'batch/v1/CronJob': checkCronJob,
  'batch/v1/Job': checkJob,
  'gateway.networking.k8s.io/v1/HTTPRoute': checkRoute,
  'networking.k8s.io/v1/Ingress': checkIngress,
  'networking.k8s.io/v1/NetworkPolicy': checkNetworkPolicy,
  'policy/v1/PodDisruptionBudget': checkDisruptionBudget,
  'v1/LimitRange': checkLimitRange,
  'v1/PersistentVolumeClaim': checkClaim,
  'v1/Pod': (manifest) => checkPod(part(manifest, 'spec'), []),
  'v1/ResourceQuota': checkQuota,
  'v1/Service': checkService,
}

/** What a real API server would refuse in a manifest although each of its fields is right by itself. */
export function admissionViolations(manifest: {
  readonly apiVersion: string
  readonly kind: string
}): SchemaViolation[] {
  const key = kindKey(manifest.apiVersion, manifest.kind)
  const whole: Part = { path: [], value: manifest }
  const common = [...checkName(key, whole), ...checkSizes(whole)]
  if (key === 'v1/Namespace') return [...common, ...checkNamespace(whole)]
  const check = CHECKS[key]
  if (!check) return common
  const spec = part(whole, 'spec')
  return [...common, ...(isMap(spec.value) ? check(whole) : [missing(spec)])]
}
