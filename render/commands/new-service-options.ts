import { imageDigest, imageTag } from '../component/syntax.ts'
import { WORKLOAD_KINDS, WORKLOADS } from '../kubernetes/service-workload.ts'
import { probeOf } from '../scaffold/probe.ts'
import type { NewService } from '../scaffold/service.ts'

/** What `new-service` was asked for, as typed. */
export interface NewServiceOptions {
  readonly kind?: string
  readonly port?: string
  readonly image?: string
  readonly release?: string
  readonly probe?: string
  readonly uid?: string
  readonly schedule?: string
  readonly data?: string
  readonly environment?: readonly string[]
}

/** A DNS label, because it names a Service. */
const NAME = /^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$/
const DIGEST = /^[a-z0-9][\w./:-]*:[\w][\w.-]*@sha256:[0-9a-f]{64}$/

/** The service that was asked for with defaults filled in, or everything that is wrong with what was typed. */
export function readOptions(
  name: string,
  options: NewServiceOptions,
  { system, registry }: { readonly system: string; readonly registry: string },
): NewService | { readonly errors: readonly string[] } {
  const { image = name, uid = '1001', schedule = '0 3 * * *', data = '/data' } = options
  const errors: string[] = []
  const kinds = Object.keys(WORKLOAD_KINDS)
  const kind = kinds.find((each) => each.toLowerCase() === (options.kind ?? 'Deployment').toLowerCase())
  const ends = kind === 'CronJob'
  const port = portOf(options.port, ends)
  if (!NAME.test(name))
    errors.push(
      `"${name}" can't be the name of a service: use at most 50 lower-case letters, digits and hyphens, starting with a letter.`,
    )
  if (!kind) errors.push(`--kind: must be ${WORKLOADS}.`)
  if (typeof port === 'string') errors.push(`--port: ${port}`)
  if (!/^[1-9]\d{0,8}$/.test(uid)) errors.push('--uid: must be the number of a user other than 0.')
  if (image !== name && image.startsWith(`${registry}/`))
    errors.push(
      `--image: omit it for an image from the registry in fleet.yaml; the default is ${registry}/${name}.`,
    )
  else if (image !== name && !DIGEST.test(image))
    errors.push('--image: must be NAME:TAG@sha256:DIGEST; without a digest the image can change.')
  const [tag = '', digest] = (options.release ?? '0.1.0').split('@')
  if (!new RegExp(imageTag.pattern ?? '').test(tag) || (digest !== undefined && !isDigest(digest)))
    errors.push('--release: must be a version, for example 1.0.0 or 1.0.0@sha256:DIGEST; not "latest".')
  if (image !== name && options.release !== undefined)
    errors.push('--release: not allowed with a third-party --image, which includes its tag; remove one.')
  if (options.schedule !== undefined && !ends) errors.push('--schedule: only with --kind CronJob.')
  if (options.data !== undefined && kind !== 'StatefulSet')
    errors.push('--data: only with --kind StatefulSet.')
  if (!/^(\/[\w.-]+)+$/.test(data)) errors.push('--data: must be the path of a folder, for example /data.')
  if (options.probe !== undefined && ends) errors.push('--probe: not allowed with --kind CronJob; remove it.')
  const listens = typeof port === 'number' ? port : undefined
  const words = options.probe ?? (image === name ? '/health' : 'tcp')
  const probe = ends || typeof port === 'string' ? undefined : probeOf(words, listens)
  if (typeof probe === 'string') errors.push(`--probe: "${words}" ${probe}`)
  if (errors.length > 0 || !kind) return { errors }
  return {
    name,
    system,
    kind: kind as NewService['kind'],
    image,
    user: Number(uid),
    schedule,
    data,
    ...(listens !== undefined && { port: listens }),
    ...(typeof probe === 'object' && { probe }),
  }
}

const isDigest = (text: string): boolean => new RegExp(imageDigest.pattern ?? '').test(text)

/** The port; nothing if there is none; or what is wrong. */
function portOf(said: string | undefined, ends: boolean): number | undefined | string {
  if (said === 'none') return undefined
  if (said === undefined) return ends ? undefined : 8080
  const port = Number(said)
  if (ends) return 'a CronJob serves nothing; remove it.'
  return /^\d+$/.test(said) && port >= 1024 && port <= 65_535
    ? port
    : 'must be a number from 1024 to 65535, or none; only root can listen on ports below 1024.'
}
