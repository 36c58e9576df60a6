import { at, items } from '../../kubernetes/resource.ts'
import { type Criterion, failed, passed, skipped } from '../criterion.ts'
import { secondsBetween } from '../seconds.ts'

export const deployTime: Criterion = {
  id: 'deploy-time',
  title: 'The last sync, hooks included, finished within the time limit.',
  method:
    "startedAt and finishedAt of the Application's last operation. npm run e2e measures the time on an empty cluster.",
  reads: ['application'],
  remediation:
    'Find the slowest step in the sync result of the Application; see docs/runbook.md, "What the numbers rest on".',
  judge(live, { accepted: { seconds } }) {
    const operation = at(live.list('application')[0], 'status', 'operationState')
    const took = secondsBetween(at(operation, 'startedAt'), at(operation, 'finishedAt'))
    if (took === undefined) return skipped('the Application records no finished sync')
    const phase = String(at(operation, 'phase'))
    const hooks = items(at(operation, 'syncResult', 'resources')).filter(
      (each) => at(each, 'hookType') !== undefined,
    )
    const broken = hooks
      .filter((each) => at(each, 'hookPhase') !== 'Succeeded')
      .map((each) => `${at(each, 'kind')}/${at(each, 'name')} ${at(each, 'hookPhase')}`)
    const succeeded = hooks.map((each) => at(each, 'name'))
    const seen = `${took} s${succeeded.length > 0 ? `, with ${succeeded.join(', ')}` : ''}`
    if (phase !== 'Succeeded' || broken.length > 0)
      return failed([`the last sync is ${phase} after ${took} s`, ...broken].join('; '))
    const most = seconds?.deploy
    if (most === undefined) return skipped(`policies/acceptance.yaml sets no time limit; it took ${seen}`)
    return took > most ? failed(`${seen}: more than ${most} s`) : passed(seen)
  },
}
