/** What Argo CD writes into an Application's status, and which commit statuses are to arrive for it. */
export interface Step {
  readonly what: string
  readonly status: object
  /** The notifications controller is restarted before. */
  readonly restart?: boolean
  /** The commit's letter, the state and the description, in order. */
  readonly expected: readonly (readonly [sha: string, state: string, description: string])[]
}

const at = (minute: number): string => `2026-11-29T12:${String(minute).padStart(2, '0')}:00Z`
const sha = (letter: string): string => letter.repeat(40)

interface Sync {
  readonly phase: 'Running' | 'Succeeded' | 'Failed'
  readonly commit: string
  readonly started: number
  readonly finished?: number
  readonly message?: string
  readonly resources?: readonly object[] | null
}

const sync = ({ phase, commit, started, finished, message = '', resources = null }: Sync) => ({
  operationState: {
    ...{ phase, startedAt: at(started), finishedAt: finished === undefined ? null : at(finished), message },
    operation: { sync: { revision: sha(commit) } },
    syncResult: {
      ...{ revision: sha(commit), resources, source: { repoURL: 'https://github.com/todo/gitops.git' } },
    },
  },
})

const health = (status: string, since: number, message?: string) => ({
  health: { status, lastTransitionTime: at(since) },
  resources: [
    { kind: 'Service', name: 'backend', version: 'v1', status: 'Synced' },
    {
      ...{ kind: 'Deployment', name: 'backend', group: 'apps', version: 'v1', status: 'Synced' },
      health: { status, ...(message && { message }) },
    },
  ],
  reconciledAt: at(59),
})

const done = (commit: string, started: number): object =>
  sync({ phase: 'Succeeded', commit, started, finished: started + 1 })

const GOOD = 'Synced, tested and healthy'
const LATE = 'Deployment "backend" exceeded its progress deadline'
const HOOK = {
  ...{ kind: 'Job', name: 'smoke-test', namespace: 'todo-staging', group: 'batch', version: 'v1' },
  ...{ status: 'Synced', syncPhase: 'PostSync', hookType: 'PostSync', hookPhase: 'Failed' },
  message: 'Job has reached the specified backoff limit',
}

export const STEPS: readonly Step[] = [
  {
    what: 'a sync begins',
    status: { ...sync({ phase: 'Running', commit: 'a', started: 1 }), ...health('Progressing', 1) },
    expected: [['a', 'pending', 'Argo CD syncs it']],
  },
  {
    what: 'it ends well',
    status: { ...done('a', 1), ...health('Healthy', 2) },
    expected: [['a', 'success', GOOD]],
  },
  {
    what: 'the autoscaler adds a pod',
    status: { ...done('a', 1), ...health('Progressing', 3) },
    expected: [],
  },
  { what: 'the pod is ready', status: { ...done('a', 1), ...health('Healthy', 4) }, expected: [] },
  {
    what: 'the controller is restarted',
    restart: true,
    status: { ...done('a', 1), ...health('Healthy', 4) },
    expected: [],
  },
  {
    what: 'a Deployment becomes Degraded',
    status: { ...done('a', 1), ...health('Degraded', 5, LATE) },
    expected: [['a', 'failure', `Deployment/backend: ${LATE}; Degraded`]],
  },
  {
    what: 'and is healthy again',
    status: { ...done('a', 1), ...health('Healthy', 6) },
    expected: [['a', 'success', GOOD]],
  },
  {
    what: 'and Degraded again',
    status: { ...done('a', 1), ...health('Degraded', 7, LATE) },
    expected: [['a', 'failure', `Deployment/backend: ${LATE}; Degraded`]],
  },
  {
    what: 'the next commit is synced while everything is still Degraded',
    status: { ...sync({ phase: 'Running', commit: 'b', started: 8 }), ...health('Degraded', 7, LATE) },
    expected: [['b', 'pending', 'Argo CD syncs it']],
  },
  {
    what: 'its smoke test fails',
    status: {
      ...sync({
        ...{ phase: 'Failed', commit: 'b', started: 8, finished: 9, resources: [HOOK] },
        message: 'one or more synchronization tasks completed unsuccessfully',
      }),
      ...health('Healthy', 9),
    },
    expected: [
      [
        'b',
        'failure',
        'Job/smoke-test: Job has reached the specified backoff limit; one or more synchronization tasks completed unsuccessfully',
      ],
    ],
  },
  {
    what: 'the sync is not yet reconciled',
    status: { ...done('c', 10), ...health('Healthy', 10), reconciledAt: at(10) },
    expected: [],
  },
  {
    what: 'a sync that was over before its beginning was seen',
    status: { ...done('c', 10), ...health('Healthy', 10) },
    expected: [['c', 'success', GOOD]],
  },
  {
    what: 'another sync of the same commit',
    status: { ...done('c', 12), ...health('Healthy', 10) },
    expected: [['c', 'success', GOOD]],
  },
]
