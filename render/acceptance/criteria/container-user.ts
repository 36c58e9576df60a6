import { containersIn, type LiveContainer, running } from '../../kubernetes/live-pods.ts'
import { at } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'

import { type Criterion, passedUnless } from '../criterion.ts'

export const containerUser: Criterion = {
  id: 'container-user',
  title: 'No container runs as root, and our own images run as the required user.',
  method:
    'The user that the kubelet reports (Kubernetes 1.35 and later), otherwise runAsUser of each live pod.',
  reads: ['pods'],
  remediation: 'Set runAsUser and runAsNonRoot in base, and USER in the Dockerfile.',
  judge(live, { accepted: { user }, released }) {
    const containers = containersIn(running(live.list('pods')), { init: true })
    const wrong = containers.flatMap((container) => {
      const found = userOf(container)
      if (found === undefined) return [`${container.title} sets no user`]
      if (found === 0) return [`${container.title} runs as root`]
      const isOurs = user !== undefined && runsOneOf(container, released)
      return isOurs && found !== user ? [`${container.title} runs as ${found}, not ${user}`] : []
    })
    const reported = containers.filter(({ status }) => at(status, 'user', 'linux', 'uid') !== undefined)
    const users = [...new Set(containers.map(userOf))].sort().join(' and ')
    const how = reported.length === containers.length ? 'as the kubelet reports' : 'by runAsUser of the pods'
    return passedUnless(wrong, `${counted(containers.length, 'container')} as user ${users}, ${how}`)
  },
}

function userOf({ pod, value, status }: LiveContainer): number | undefined {
  const found =
    at(status, 'user', 'linux', 'uid') ??
    at(value, 'securityContext', 'runAsUser') ??
    at(pod, 'spec', 'securityContext', 'runAsUser')
  return found === undefined ? undefined : Number(found)
}

/** Whether the image's last part, without tag and digest, is the name of a service. */
const runsOneOf = ({ value }: LiveContainer, services: readonly string[]): boolean =>
  services.includes(nameOfImage(String(at(value, 'image') ?? '')))

export const nameOfImage = (image: string): string =>
  (image.split('@')[0]?.split('/').at(-1) ?? '').split(':')[0] ?? ''
