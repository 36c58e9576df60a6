import { containersIn, running } from '../../kubernetes/live-pods.ts'
import { at } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'

import { type Criterion, passedUnless } from '../criterion.ts'

export const readOnlyRoot: Criterion = {
  id: 'read-only-root',
  title: 'Every container has a read-only root file system and cannot gain privileges.',
  method:
    'readOnlyRootFilesystem and allowPrivilegeEscalation of each container in the spec of each live pod.',
  reads: ['pods'],
  remediation: 'Set both in the securityContext in base; mount an emptyDir where the program writes.',
  judge(live) {
    const containers = containersIn(running(live.list('pods')), { init: true })
    const wrong = containers.flatMap(({ title, value }) => {
      const context = at(value, 'securityContext')
      if (at(context, 'readOnlyRootFilesystem') !== true) return [`${title} has a writable root file system`]
      return at(context, 'allowPrivilegeEscalation') === false ? [] : [`${title} can gain privileges`]
    })
    return passedUnless(wrong, `${counted(containers.length, 'container')} with a read-only root file system`)
  },
}
