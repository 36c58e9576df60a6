import { at } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { isGiven, needs, type Part, part } from './part.ts'
import { checkPod } from './pods.ts'

/** Jobs: ValidateJob in Kubernetes. Who writes one names no selector: the server does. */
export const checkJob = (manifest: Part): SchemaViolation[] => job(part(manifest, 'spec'))

/** CronJobs: validateCronJobSpec in Kubernetes. */
export const checkCronJob = (manifest: Part): SchemaViolation[] => [
  ...needs(part(manifest, 'spec'), 'schedule'),
  ...job(part(manifest, 'spec', 'jobTemplate', 'spec')),
]

function job(spec: Part): SchemaViolation[] {
  const { path, value } = spec
  const indexed = at(value, 'completionMode') === 'Indexed'
  const restart = at(value, 'template', 'spec', 'restartPolicy')
  return [
    ...checkPod(part(spec, 'template', 'spec'), ['Never', 'OnFailure']),
    ...(isGiven(at(value, 'selector')) && at(value, 'manualSelector') !== true
      ? [wrongKey([...path, 'selector'], 'The API server chooses the selector of a Job: remove this.')]
      : []),
    ...(indexed && isGiven(at(value, 'parallelism')) && !isGiven(at(value, 'completions'))
      ? [wrongValue([...path, 'completions'], 'With "completionMode: Indexed" say how many completions.')]
      : []),
    ...(isGiven(at(value, 'podFailurePolicy')) && restart !== 'Never'
      ? [
          wrongValue(
            [...path, 'template', 'spec', 'restartPolicy'],
            'With a podFailurePolicy it must be Never.',
          ),
        ]
      : []),
  ]
}
