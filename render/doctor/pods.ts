import { conditionOf, containersIn, holds, ownerOf, running } from '../kubernetes/live-pods.ts'
import { at, isKind, items, type Resource } from '../kubernetes/resource.ts'
import { ok, type Verdict, warn } from './check.ts'
import type { Question } from './question.ts'

/** What pods wait for at every start. */
const STARTING = ['ContainerCreating', 'PodInitializing']

/** Which are named; the others fail for the same reason, or for want of these. */
const MOST = 4

/** Whether the pods of a namespace run, and why not. An Application only reports that something is not healthy. */
export const podsOf = (namespace: string): Omit<Question, 'scope'> => ({
  name: 'Pods',
  needed: 'running services, and the Jobs of a sync',
  ask: ['--namespace', namespace, 'get', 'pods,jobs', '--output=json'],
  remediation: '',
  judge: (answer) => judge(items(at(JSON.parse(answer), 'items')) as Resource[], namespace),
})

function judge(found: readonly Resource[], namespace: string): Verdict {
  const jobs = newestOfEach(found.filter(isKind('Job')))
  const pods = running(found.filter(isKind('Pod')))
  const failing = [
    ...jobs.flatMap((job) => failureOf(job, found)),
    ...pods.filter((pod) => !holds(pod, 'Ready')).map((pod) => waitingFor(pod)),
  ]
  const [first] = failing
  if (!first)
    return pods.length > 0
      ? ok(`all ${pods.length} ready`)
      : warn('none', `kubectl --namespace ${namespace} get events --sort-by=.lastTimestamp`)
  const shown = failing.slice(0, MOST).map(({ id, why }) => `${id}: ${why}`.replace(/\s+/g, ' '))
  return warn(
    [...shown, ...(failing.length > MOST ? [`and ${failing.length - MOST} more`] : [])].join('; '),
    `kubectl --namespace ${namespace} ${first.logs ? 'logs' : 'describe'} ${first.id}${first.logs ? ' --all-containers' : ''}; docs/troubleshooting.md`,
  )
}

interface Failing {
  /** As kubectl takes it: `pod/NAME`, `job/NAME`. */
  readonly id: string
  readonly why: string
  /** Whether it ran, and so may have said why it failed. */
  readonly logs: boolean
}

/** A CronJob keeps Jobs that failed; what counts is whether the last one did. */
const newestOfEach = (jobs: readonly Resource[]): Resource[] =>
  [...Map.groupBy(jobs, (job) => ownerOf(job, 'CronJob') ?? job.metadata.name).values()].map((each) =>
    each.reduce((a, b) => (createdAt(a) < createdAt(b) ? b : a)),
  )

const createdAt = (resource: Resource): string => String(at(resource, 'metadata', 'creationTimestamp') ?? '')

/** A Job that failed, or one that is still tried, of which a pod failed. */
function failureOf(job: Resource, found: readonly Resource[]): Failing[] {
  if (holds(job, 'Complete')) return []
  const { name } = job.metadata
  const pods = found.filter((each) => each.kind === 'Pod' && ownerOf(each, 'Job') === name)
  const [ended] = containersIn(pods, { init: true }).flatMap(({ status }) => endOf(at(status, 'state')) ?? [])
  const failed = conditionOf(job, 'Failed')
  if (failed?.status !== 'True' && ended === undefined) return []
  const why = [failed?.status === 'True' ? `failed: ${failed.reason}` : 'failed, and will be retried', ended]
  return [{ id: `job/${name}`, why: why.filter(Boolean).join(', '), logs: true }]
}

function waitingFor(pod: Resource): Failing {
  const id = `pod/${pod.metadata.name}`
  const scheduled = conditionOf(pod, 'PodScheduled')
  if (scheduled?.status === 'False') return { id, why: `not scheduled: ${scheduled.message}`, logs: false }
  for (const { name, status } of containersIn([pod], { init: true })) {
    const reason = at(status, 'state', 'waiting', 'reason')
    if (reason === undefined || STARTING.includes(String(reason))) continue
    const ended = endOf(at(status, 'lastState'))
    const message = ended ?? at(status, 'state', 'waiting', 'message')
    return {
      id,
      why: [`container ${name}: ${reason}`, message].filter(Boolean).join(', '),
      logs: ended !== undefined,
    }
  }
  return { id, why: 'not ready', logs: at(pod, 'status', 'phase') === 'Running' }
}

/** How a container ended, if it failed: its exit code, with the reason if that says more. */
function endOf(state: unknown): string | undefined {
  const exit = at(state, 'terminated', 'exitCode')
  if (exit === undefined || exit === 0) return undefined
  const reason = at(state, 'terminated', 'reason')
  return `exit code ${exit}${reason === undefined || reason === 'Error' ? '' : ` (${reason})`}`
}
