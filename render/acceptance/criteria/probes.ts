import { containersIn, serving } from '../../kubernetes/live-pods.ts'
import { at } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'

import { type Criterion, passedUnless } from '../criterion.ts'

export const probes: Criterion = {
  id: 'probes',
  title: 'Every container has a liveness and a readiness probe, and passes them.',
  method: 'The probes in the spec of each live pod, and `started` and `ready` in its status.',
  reads: ['pods'],
  remediation: 'Add the probe in base. If it fails, `kubectl describe pod` shows the answer it received.',
  judge(live) {
    const containers = containersIn(serving(live.list('pods')))
    const wrong = containers.flatMap(({ title, value, status }) => {
      const absent = ['livenessProbe', 'readinessProbe'].filter((probe) => at(value, probe) === undefined)
      if (absent.length > 0) return [`${title} has no ${absent.join(' and no ')}`]
      if (at(status, 'started') !== true) return [`${title} has not started`]
      return at(status, 'ready') === true ? [] : [`${title} is not ready`]
    })
    return passedUnless(
      wrong,
      `${counted(containers.length, 'container')} with both probes, started and ready`,
    )
  },
}
