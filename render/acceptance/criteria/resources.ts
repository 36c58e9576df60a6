import { containersIn, running } from '../../kubernetes/live-pods.ts'
import { at } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'

import { type Criterion, passedUnless } from '../criterion.ts'

const AMOUNTS = ['requests', 'limits'].flatMap((kind) => [[kind, 'cpu'] as const, [kind, 'memory'] as const])

export const resources: Criterion = {
  id: 'resources',
  title: 'Every container sets requests and limits for CPU and memory.',
  method: 'The resources of each container in the spec of each live pod.',
  reads: ['pods'],
  remediation: 'Set resources in base, or services.NAME.resources in environment.yaml.',
  judge(live) {
    const containers = containersIn(running(live.list('pods')), { init: true })
    const wrong = containers.flatMap(({ title, value }) => {
      const absent = AMOUNTS.filter(([kind, what]) => at(value, 'resources', kind, what) === undefined)
      return absent.length > 0 ? [`${title} has no ${absent.map((path) => path.join('.')).join(', ')}`] : []
    })
    return passedUnless(
      wrong,
      `requests and limits for CPU and memory in ${counted(containers.length, 'container')}`,
    )
  },
}
