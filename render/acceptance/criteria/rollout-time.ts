import { conditionOf } from '../../kubernetes/live-pods.ts'
import { at, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import { type Criterion, unless, untried } from '../criterion.ts'
import { secondsBetween } from '../seconds.ts'

export const rolloutTime: Criterion = {
  id: 'rollout-time',
  title: 'The pods of a new version are ready in the time that was agreed.',
  tried:
    'From the creation of the newest ReplicaSet to the time at which the Deployment reports it available; not for one that a rollback took up again, because its creation is older.',
  reads: ['workloads', 'replicaSets'],
  remediation: 'kubectl describe pod: pulling, scheduling and starting each have their event.',
  judge(live, { accepted: { seconds } }) {
    const most = seconds?.rollout
    if (most === undefined) return untried('policies/acceptance.yaml sets no time')
    const rollouts = live
      .list('workloads')
      .filter(isKind('Deployment'))
      .map((each) => ({
        id: idOf(each),
        name: each.metadata.name,
        ...rollout(each, live.list('replicaSets')),
      }))
    const busy = rollouts.filter(({ state }) => IN_PROGRESS.includes(state)).map(({ id }) => id)
    if (busy.length > 0) return untried(`being rolled out: ${busy.join(', ')}`)
    const wrong = rollouts.flatMap(({ id, took, state }) => {
      if (state !== 'NewReplicaSetAvailable') return [`${id}: ${state}`]
      return took !== undefined && took > most ? [`${id} took ${took} s, more than ${most} s`] : []
    })
    const known = rollouts.filter(({ took }) => took !== undefined)
    if (wrong.length === 0 && known.length === 0)
      return untried('no Deployment records the rollout of a new version')
    return unless(wrong, known.map(({ name, took }) => `${name} ${took} s`).join(', '))
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
      items(at(each, 'metadata', 'ownerReferences')).some(
        (owner) => at(owner, 'name') === deployment.metadata.name,
      ),
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
/** On a ReplicaSet that a rollback took up again. */
const EARLIER_REVISIONS = 'deployment.kubernetes.io/revision-history'

/** https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/controller/deployment/util/deployment_util.go */
const IN_PROGRESS = ['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated']
