import { at } from '../../kubernetes/resource.ts'
import { type Criterion, failed, passed, skipped } from '../criterion.ts'

export const synced: Criterion = {
  id: 'synced',
  title: 'Argo CD reports the Application as Synced and Healthy.',
  method: 'The status of the Application.',
  reads: ['application'],
  remediation: 'Read the conditions of the Application; see docs/troubleshooting.md.',
  judge(live) {
    const [application] = live.list('application')
    if (!application) return failed('Application not found')
    const [sync, health, revision] = [
      at(application, 'status', 'sync', 'status'),
      at(application, 'status', 'health', 'status'),
      at(application, 'status', 'sync', 'revision'),
    ].map((each) => String(each ?? 'Unknown'))
    const seen = `${sync} and ${health} at ${revision?.slice(0, 12)}`
    if (at(application, 'status', 'operationState', 'phase') === 'Running')
      return skipped(`${seen}, and a sync is running; try again when it has finished`)
    return sync === 'Synced' && health === 'Healthy' ? passed(seen) : failed(seen)
  },
}
