import type { Rules } from '../../schema/walk.ts'
import { atLeast, between, type Check, either, oneOf, text } from '../../values/check.ts'
import { dnsLabel, pathSegment } from '../../values/names.ts'
import { schedule, timeZone } from '../../values/time.ts'

const count = atLeast(0)

/** A number of pods, or a share of them. */
const podsOrShare: Check = either(count, text(/^[0-9]+%$/, 'a number, or a percentage such as 25%'))

/** What may be missing at a time can't be more than all. */
const podsOrPart: Check = either(
  count,
  text(/^([0-9]|[1-9][0-9]|100)%$/, 'a number, or a percentage up to 100%'),
)

/** pkg/apis/apps, batch, autoscaling and policy: validation/validation.go, field by field. */
export const workloadRules: Rules = {
  'apps.v1.DeploymentSpec': {
    replicas: count,
    minReadySeconds: count,
    progressDeadlineSeconds: count,
    revisionHistoryLimit: count,
  },
  'apps.v1.RollingUpdateDeployment': { maxSurge: podsOrShare, maxUnavailable: podsOrPart },
  'apps.v1.StatefulSetSpec': {
    serviceName: dnsLabel,
    replicas: count,
    minReadySeconds: count,
    revisionHistoryLimit: count,
  },
  'apps.v1.RollingUpdateStatefulSetStrategy': { partition: count, maxUnavailable: podsOrPart },
  'apps.v1.DaemonSetSpec': { minReadySeconds: count, revisionHistoryLimit: count },
  'apps.v1.RollingUpdateDaemonSet': { maxSurge: podsOrPart, maxUnavailable: podsOrPart },
  'batch.v1.JobSpec': {
    activeDeadlineSeconds: count,
    backoffLimit: count,
    completions: count,
    parallelism: count,
    ttlSecondsAfterFinished: count,
  },
  'batch.v1.CronJobSpec': {
    schedule,
    startingDeadlineSeconds: count,
    successfulJobsHistoryLimit: count,
    failedJobsHistoryLimit: count,
    timeZone,
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': { minReplicas: count, maxReplicas: atLeast(1) },
  'autoscaling.v2.CrossVersionObjectReference': { kind: pathSegment, name: pathSegment },
  'autoscaling.v2.MetricSpec': { type: oneOf('Resource', 'ContainerResource', 'Pods', 'Object', 'External') },
  'autoscaling.v2.MetricTarget': {
    type: oneOf('Utilization', 'Value', 'AverageValue'),
    averageUtilization: atLeast(1),
  },
  'autoscaling.v2.HPAScalingRules': {
    stabilizationWindowSeconds: between(0, 3600),
    selectPolicy: oneOf('Max', 'Min', 'Disabled'),
  },
  'autoscaling.v2.HPAScalingPolicy': {
    type: oneOf('Pods', 'Percent'),
    value: atLeast(1),
    periodSeconds: between(1, 1800),
  },
  'policy.v1.PodDisruptionBudgetSpec': { minAvailable: podsOrShare, maxUnavailable: podsOrShare },
}
