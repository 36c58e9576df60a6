import { at, items } from '../../kubernetes/resource.ts'
import { type Criterion, failed, passed, untried } from '../criterion.ts'
import { secondsBetween } from '../seconds.ts'

export const deployTime: Criterion = {
  id: 'deploy-time',
  title: 'The last sync took no longer than was agreed, with its hooks.',
  tried:
    "startedAt and finishedAt of the Application's last operation. How long an empty cluster takes, npm run e2e measures.",
  reads: ['application'],
  remediation:
    'The slowest step is in the Application\'s sync result: docs/runbook.md, "What the numbers rest on".',
  judge(live, { accepted: { seconds } }) {
    const operation = at(live.list('application')[0], 'status', 'operationState')
    const took = secondsBetween(at(operation, 'startedAt'), at(operation, 'finishedAt'))
    if (took === undefined) return untried('the Application records no sync that ended')
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
      return failed([`the last sync ended as ${phase} after ${took} s`, ...broken].join('; '))
    const most = seconds?.deploy
    if (most === undefined) return untried(`policies/acceptance.yaml sets no time; it took ${seen}`)
    return took > most ? failed(`${seen}: more than ${most} s`) : passed(seen)
  },
}
