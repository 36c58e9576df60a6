import type { Live, Outside, Subject } from '../../acceptance/criterion.ts'
import { at, isKind, type Resource } from '../../kubernetes/resource.ts'
import { KubectlError } from '../../tools/kubectl.ts'
import { type AccessOptions, type ExternalAccess, openAccess } from './external-access.ts'
import { sendExternalRequests } from './external-requests.ts'

/**
 * Opens access from outside, sends the requests and closes it again.
 *
 * @param place where the cluster is. @returns the reason if there is no access.
 */
export async function probeExternally(
  { built, accepted: { external, journey = [] } }: Subject,
  live: Pick<Live, 'list'>,
  place: Pick<AccessOptions, 'root' | 'context' | 'namespace' | 'address'>,
): Promise<Outside | { readonly reason: string }> {
  if (!external) return { reason: 'policies/acceptance.yaml names no external service' }
  const url = hostUrl(built)
  let access: ExternalAccess
  try {
    access = await openAccess({
      ...{
        ...place,
        service: external.service,
        healthy: external.healthy,
        ...(url !== undefined && { url }),
      },
      services: live.list('services'),
      ingresses: live.list('ingresses'),
    })
  } catch (error) {
    if (error instanceof KubectlError) return { reason: `no access from this machine: ${error.message}` }
    throw error
  }
  try {
    return await sendExternalRequests(access, external, journey)
  } finally {
    await access.end()
  }
}

/** The users' URL: the first host of an Ingress or an HTTPRoute. A route itself sets no TLS, so https is assumed. */
function hostUrl(built: readonly Resource[]): string | undefined {
  const ingress = built.find(isKind('Ingress'))
  const host = at(ingress, 'spec', 'rules', 0, 'host')
  if (typeof host === 'string')
    return `${at(ingress, 'spec', 'tls') === undefined ? 'http' : 'https'}://${host}`
  const routed = at(built.find(isKind('HTTPRoute')), 'spec', 'hostnames', 0)
  return typeof routed === 'string' ? `https://${routed}` : undefined
}
