import { autoscaling } from './criteria/autoscaling.ts'
import { containerUser } from './criteria/container-user.ts'
import { defaultDeny } from './criteria/default-deny.ts'
import { deployTime } from './criteria/deploy-time.ts'
import { disruptionBudget } from './criteria/disruption-budget.ts'
import { externalAccess } from './criteria/external-access.ts'
import { imageSize } from './criteria/image-size.ts'
import { internalOnly } from './criteria/internal-only.ts'
import { limitRange } from './criteria/limit-range.ts'
import { monitoring } from './criteria/monitoring.ts'
import { noRestarts } from './criteria/no-restarts.ts'
import { podsReady } from './criteria/pods-ready.ts'
import { probes } from './criteria/probes.ts'
import { readOnlyRoot } from './criteria/read-only-root.ts'
import { resourceQuota } from './criteria/resource-quota.ts'
import { resources } from './criteria/resources.ts'
import { rolloutTime } from './criteria/rollout-time.ts'
import { secretsHidden } from './criteria/secrets-hidden.ts'
import { synced } from './criteria/synced.ts'
import { userJourney } from './criteria/user-journey.ts'
import type { Criterion } from './criterion.ts'

/** What `npm run acceptance` tests, in the order of its output. */
export const CRITERIA: readonly Criterion[] = [
  ...[synced, deployTime, rolloutTime],
  ...[podsReady, noRestarts, probes, resources, containerUser, readOnlyRoot, imageSize],
  ...[autoscaling, disruptionBudget, resourceQuota, limitRange, defaultDeny],
  ...[externalAccess, internalOnly, userJourney, secretsHidden, monitoring],
]
