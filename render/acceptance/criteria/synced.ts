import { at } from '../../kubernetes/resource.ts'
import { type Criterion, failed, passed, untried } from '../criterion.ts'

export const synced: Criterion = {
  id: 'synced',
  title: 'The cluster equals git: Argo CD reports Synced and Healthy.',
  tried: 'The status of the Application.',
  reads: ['application'],
  remediation: 'Its conditions name the reason: docs/troubleshooting.md.',
  judge(live) {
    const [application] = live.list('application')
    if (!application) return failed('there is no Application')
    const [sync, health, revision] = [
      at(application, 'status', 'sync', 'status'),
      at(application, 'status', 'health', 'status'),
      at(application, 'status', 'sync', 'revision'),
    ].map((each) => String(each ?? 'Unknown'))
    const seen = `${sync} and ${health} at ${revision?.slice(0, 12)}`
    if (at(application, 'status', 'operationState', 'phase') === 'Running')
      return untried(`${seen}, and a sync is running: try again when it has ended`)
    return sync === 'Synced' && health === 'Healthy' ? passed(seen) : failed(seen)
  },
}
