import { type Manifest, patch } from './manifest.ts'

/** A patch of a NetworkPolicy's rules; each list replaces the one that base has. */
export const networkPolicy = (name: string, spec: { ingress?: object[]; egress?: object[] }): Manifest =>
  patch('networking.k8s.io/v1', 'NetworkPolicy', name, { spec })

/** Ingress from every pod of a namespace to one port. */
export const fromNamespace = (namespace: string, port: number): object => ({
  from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }],
  ports: [{ port }],
})

/** Egress to address ranges on one port. */
export const toAddresses = (addresses: readonly string[], port: number): object => ({
  to: addresses.map((cidr) => ({ ipBlock: { cidr } })),
  ports: [{ port }],
})
