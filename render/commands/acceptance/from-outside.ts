import type { Live, Outside, Subject } from '../../acceptance/criterion.ts'
import { at, isKind, type Resource } from '../../kubernetes/resource.ts'
import { KubectlError } from '../../tools/kubectl.ts'
import { lookFromOutside } from './look-from-outside.ts'
import { type Entrance, type WayIn, wayIn } from './way-in.ts'

/**
 * What is seen from outside, through a way that is closed again.
 *
 * @param place where the cluster is. @returns why nothing could be seen, if so.
 */
export async function fromOutside(
  { built, accepted: { external, journey = [] } }: Subject,
  live: Pick<Live, 'list'>,
  place: Pick<Entrance, 'root' | 'context' | 'namespace' | 'address'>,
): Promise<Outside | { readonly reason: string }> {
  if (!external) return { reason: 'policies/acceptance.yaml names no external service' }
  const url = hostUrl(built)
  let way: WayIn
  try {
    way = await wayIn({
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
    if (error instanceof KubectlError) return { reason: `no way in from here: ${error.message}` }
    throw error
  }
  try {
    return await lookFromOutside(way, external, journey)
  } finally {
    await way.end()
  }
}

/** Where people come in: the first host of an Ingress or a route. What serves a route decides on TLS: that is asked for. */
function hostUrl(built: readonly Resource[]): string | undefined {
  const ingress = built.find(isKind('Ingress'))
  const host = at(ingress, 'spec', 'rules', 0, 'host')
  if (typeof host === 'string')
    return `${at(ingress, 'spec', 'tls') === undefined ? 'http' : 'https'}://${host}`
  const routed = at(built.find(isKind('HTTPRoute')), 'spec', 'hostnames', 0)
  return typeof routed === 'string' ? `https://${routed}` : undefined
}
