import { containersIn, running } from '../../kubernetes/live-pods.ts'
import { at } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'
import { type Criterion, unless } from '../criterion.ts'

export const readOnlyRoot: Criterion = {
  id: 'read-only-root',
  title: 'No container can write to its image, nor gain privileges.',
  tried:
    'readOnlyRootFilesystem and allowPrivilegeEscalation of each container in the spec of each live pod.',
  reads: ['pods'],
  remediation: 'Set both in the securityContext in base; mount an emptyDir where the program writes.',
  judge(live) {
    const containers = containersIn(running(live.list('pods')), { init: true })
    const wrong = containers.flatMap(({ title, value }) => {
      const context = at(value, 'securityContext')
      if (at(context, 'readOnlyRootFilesystem') !== true) return [`${title} can write to its image`]
      return at(context, 'allowPrivilegeEscalation') === false ? [] : [`${title} can gain privileges`]
    })
    return unless(wrong, `${counted(containers.length, 'container')} with a read-only root`)
  },
}
