import { at, items, type Resource } from '../kubernetes/resource.ts'
import { ok, type Verdict, warn } from './check.ts'
import type { Question } from './question.ts'

/** The Jobs of an environment: an Application does not name the one that failed until its sync has ended. */
export const jobs = (namespace: string): Omit<Question, 'scope'> => ({
  name: 'Jobs',
  needed: 'a sync waits for its migration and its smoke test',
  ask: ['--namespace', namespace, 'get', 'jobs', '--output=json'],
  remediation: '',
  judge: (answer) => failedJobs(items(at(JSON.parse(answer), 'items')) as Resource[], namespace),
})

function failedJobs(all: readonly Resource[], namespace: string): Verdict {
  const failed = all.flatMap((job) => {
    const reasons = items(at(job, 'status', 'conditions'))
      .filter((each) => at(each, 'type') === 'Failed' && at(each, 'status') === 'True')
      .map((each) => at(each, 'message') ?? at(each, 'reason'))
    return reasons.length > 0 ? [{ name: job.metadata.name, reason: reasons.join(', ') }] : []
  })
  if (failed.length === 0) return ok('none has failed')
  return warn(
    failed.map(({ name, reason }) => `Job/${name}: ${reason}`).join('; '),
    failed.map(({ name }) => `kubectl --namespace ${namespace} logs job/${name}`).join('; '),
  )
}
