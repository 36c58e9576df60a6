import { holds, running } from '../../kubernetes/live-pods.ts'
import { at, idOf, isKind } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'

import { type Criterion, passedUnless } from '../criterion.ts'

export const podsReady: Criterion = {
  id: 'pods-ready',
  title: 'Every workload has its desired number of pods, and all are ready.',
  method: 'The desired and ready replicas of each workload, and the Ready condition of each pod.',
  reads: ['pods', 'workloads'],
  remediation: 'Run kubectl describe pod for the reason; see docs/troubleshooting.md.',
  judge(live, { built }) {
    const workloads = live.list('workloads')
    const wanted = built.filter(isKind('Deployment', 'StatefulSet', 'DaemonSet')).map(idOf)
    const absent = wanted.filter((id) => !workloads.some((each) => idOf(each) === id))
    const short = workloads.flatMap((workload) => {
      const status = (key: string): number => Number(at(workload, 'status', key) ?? 0)
      const isDaemon = workload.kind === 'DaemonSet'
      const [want, have] = isDaemon
        ? [status('desiredNumberScheduled'), status('numberReady')]
        : [Number(at(workload, 'spec', 'replicas') ?? 1), status('readyReplicas')]
      return have < want ? [`${idOf(workload)} has ${have} of ${counted(want, 'pod')} ready`] : []
    })
    const pods = running(live.list('pods'))
    const unready = pods.filter((pod) => !holds(pod, 'Ready'))
    return passedUnless(
      [
        ...absent.map((id) => `${id} is not in the cluster`),
        ...short,
        ...unready.map(({ metadata }) => `pod ${metadata.name} is not ready`),
      ],
      `${counted(pods.length, 'pod')} of ${counted(workloads.length, 'workload')} ready`,
    )
  },
}
