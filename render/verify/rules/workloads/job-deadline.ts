import { at } from '../../../kubernetes/resource.ts'
import { jobPath, ofKind, titleOf, whole } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'
import { isHook } from '../../waves.ts'

export const jobDeadline: Rule = {
  id: 'job-deadline',
  severity: 'error',
  title:
    'Every Job sets activeDeadlineSeconds, a hook has backoffLimit ≤ 1, and a CronJob sets startingDeadlineSeconds.',
  why: 'While a sync waits for a Job, it does not apply a later revert; and a CronJob whose Job hangs never starts the next. Without startingDeadlineSeconds, a run missed at night starts as soon as possible, perhaps in the busiest hour. https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline',
  remediation:
    'Set `activeDeadlineSeconds`, and `backoffLimit: 1` or `0` on a hook, and `startingDeadlineSeconds` of a CronJob.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Job', 'CronJob')) {
      const spec = jobPath(resource)
      const deadline = whole(at(resource, ...spec, 'activeDeadlineSeconds'))
      if (deadline === undefined || deadline < 1) {
        const message = `${titleOf(resource)} does not set activeDeadlineSeconds; set the seconds after which it is stopped.`
        yield { resource, path: [...spec, 'activeDeadlineSeconds'], message }
      } else if (deadline > (isHook(resource) ? MOST_OF_HOOK : MOST))
        yield {
          resource,
          path: [...spec, 'activeDeadlineSeconds'],
          message: `activeDeadlineSeconds of ${titleOf(resource)} is ${deadline}: expected ${isHook(resource) ? `${MOST_OF_HOOK} or less on a hook, for which the sync waits` : `${MOST} or less`}.`,
        }
      const late = whole(at(resource, 'spec', 'startingDeadlineSeconds'))
      if (resource.kind === 'CronJob' && (late === undefined || late < LOOKS_EVERY)) {
        const found = late === undefined ? 'is not set' : `is ${late}`
        const message = `startingDeadlineSeconds ${found}: expected ${LOOKS_EVERY} or more; a run that is later is skipped.`
        yield { resource, path: ['spec', 'startingDeadlineSeconds'], message }
      }
      const tries = whole(at(resource, ...spec, 'backoffLimit'))
      if (isHook(resource) && (tries ?? DEFAULT) > 1) {
        const message = `backoffLimit is ${tries ?? `not set, which is ${DEFAULT}`}: expected 0 or 1 on a hook.`
        yield { resource, path: [...spec, 'backoffLimit'], message }
      }
    }
  },
}

/** Seconds; a hook keeps Argo CD from seeing a revert. */
const MOST_OF_HOOK = 900
const MOST = 6 * 3600

/** Seconds between two looks of the controller: a start that may be late by less can be missed every time. */
const LOOKS_EVERY = 10

/** What the API server fills in. */
const DEFAULT = 6
