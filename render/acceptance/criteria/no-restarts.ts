import { containersIn, running } from '../../kubernetes/live-pods.ts'
import { at } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'
import { type Criterion, unless } from '../criterion.ts'

export const noRestarts: Criterion = {
  id: 'no-restarts',
  title: 'No container was restarted.',
  tried: 'restartCount of each container, init containers included.',
  reads: ['pods'],
  remediation:
    'kubectl logs --previous, and `kubectl describe pod` for the exit code: docs/troubleshooting.md.',
  judge(live) {
    const containers = containersIn(running(live.list('pods')), { init: true })
    const restarted = containers.flatMap(({ title, status }) => {
      const count = Number(at(status, 'restartCount') ?? 0)
      const reason = at(status, 'lastState', 'terminated', 'reason')
      return count > 0 ? [`${title} ${counted(count, 'time')}${reason ? ` (${reason})` : ''}`] : []
    })
    return unless(restarted, `0 restarts of ${counted(containers.length, 'container')}`)
  },
}
