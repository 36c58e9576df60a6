import { conditionOf, ownerOf } from '../../kubernetes/live-pods.ts'
import { at, idOf, isKind, type Resource } from '../../kubernetes/resource.ts'

import { type Criterion, passedUnless, skipped } from '../criterion.ts'

import { secondsBetween } from '../seconds.ts'

export const rolloutTime: Criterion = {
  id: 'rollout-time',
  title: 'The pods of a new version are ready within the time limit.',
  method:
    'Time from the creation of the newest ReplicaSet until the Deployment reports it available. A ReplicaSet that a rollback reuses is left out, because it was created earlier.',
  reads: ['workloads', 'replicaSets'],
  remediation: 'Run kubectl describe pod: its events show how long scheduling, pulling and starting took.',
  judge(live, { accepted: { seconds } }) {
    const most = seconds?.rollout
    if (most === undefined) return skipped('policies/acceptance.yaml sets no time limit')
    const rollouts = live
      .list('workloads')
      .filter(isKind('Deployment'))
      .map((each) => ({
        id: idOf(each),
        name: each.metadata.name,
        ...rollout(each, live.list('replicaSets')),
      }))
    const busy = rollouts.filter(({ state }) => IN_PROGRESS.includes(state)).map(({ id }) => id)
    if (busy.length > 0) return skipped(`still rolling out: ${busy.join(', ')}`)
    const wrong = rollouts.flatMap(({ id, took, state }) => {
      if (state !== 'NewReplicaSetAvailable') return [`${id}: ${state}`]
      return took !== undefined && took > most ? [`${id} took ${took} s, more than ${most} s`] : []
    })
    const known = rollouts.filter(({ took }) => took !== undefined)
    if (wrong.length === 0 && known.length === 0)
      return skipped('no Deployment records the rollout of a new version')
    return passedUnless(wrong, known.map(({ name, took }) => `${name} ${took} s`).join(', '))
  },
}

function rollout(
  deployment: Resource,
  replicaSets: readonly Resource[],
): { state: string; took: number | undefined } {
  const condition = conditionOf(deployment, 'Progressing')
  const revision = at(deployment, 'metadata', 'annotations', REVISION)
  const newest = replicaSets.find(
    (each) =>
      at(each, 'metadata', 'annotations', REVISION) === revision &&
      ownerOf(each, 'Deployment') === deployment.metadata.name,
  )
  const isNew = newest && at(newest, 'metadata', 'annotations', EARLIER_REVISIONS) === undefined
  return {
    state: condition?.reason ?? 'no rollout is recorded',
    took: isNew
      ? secondsBetween(at(newest, 'metadata', 'creationTimestamp'), condition?.lastUpdateTime)
      : undefined,
  }
}

const REVISION = 'deployment.kubernetes.io/revision'
/** On a ReplicaSet that a rollback reused. */
const EARLIER_REVISIONS = 'deployment.kubernetes.io/revision-history'

/** https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/controller/deployment/util/deployment_util.go */
const IN_PROGRESS = ['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated']
