import { containersIn, running } from '../../kubernetes/live-pods.ts'
import { at } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'

import { type Criterion, passedUnless } from '../criterion.ts'

export const noRestarts: Criterion = {
  id: 'no-restarts',
  title: 'No container has restarted.',
  method: 'restartCount of each container, init containers included.',
  reads: ['pods'],
  remediation:
    'Read `kubectl logs --previous`, and the exit code in `kubectl describe pod`; see docs/troubleshooting.md.',
  judge(live) {
    const containers = containersIn(running(live.list('pods')), { init: true })
    const restarted = containers.flatMap(({ title, status }) => {
      const count = Number(at(status, 'restartCount') ?? 0)
      const reason = at(status, 'lastState', 'terminated', 'reason')
      return count > 0 ? [`${title} ${counted(count, 'time')}${reason ? ` (${reason})` : ''}`] : []
    })
    return passedUnless(restarted, `0 restarts of ${counted(containers.length, 'container')}`)
  },
}
