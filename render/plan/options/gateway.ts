import type { Environment } from '../../environment/environment.ts'
import { defined, type Manifest, patch } from '../manifest.ts'
import { fromNamespace, networkPolicy } from './network-policy.ts'

/** Host and parent of the HTTPRoute, and the namespace that the gateway's proxies call from. */
export function gateway({ gateway, host }: Environment): Manifest[] {
  if (!gateway || !host) return []
  const { name, namespace, sectionName } = gateway
  return [
    patch('gateway.networking.k8s.io/v1', 'HTTPRoute', 'frontend', {
      spec: { parentRefs: [defined({ name, namespace, sectionName })], hostnames: [host] },
    }),
    networkPolicy('frontend-from-gateway', { ingress: [fromNamespace(namespace, 3000)] }),
  ]
}
