import type { Environment } from '../../environment/environment.ts'
import { defined, type Manifest } from '../manifest.ts'
import { fromNamespace, networkPolicy } from './network-policy.ts'

/** Host, class and certificate of the Ingress, and the namespace that its controller calls from. */
export function ingress({ ingress, host }: Environment): Manifest[] {
  if (!ingress || !host) return []
  const { className, controllerNamespace, tls } = ingress
  const annotations = tls?.clusterIssuer && { 'cert-manager.io/cluster-issuer': tls.clusterIssuer }
  const backend = { service: { name: 'frontend', port: { name: 'http' } } }
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'frontend', ...(annotations && { annotations }) },
      spec: defined({
        ingressClassName: className,
        tls: tls && [{ hosts: [host], secretName: tls.secretName }],
        // A list without a merge key is replaced as a whole, so the path is said again here.
        rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      }),
    },
    networkPolicy('frontend-from-ingress-controller', {
      ingress: [fromNamespace(controllerNamespace, 3000)],
    }),
  ]
}
