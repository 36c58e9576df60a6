import { component, defined, dnsLabel, fromNamespace, networkPolicy, object, optional, patch } from '#engine'

export default component({
  description: 'External traffic through a Gateway of the Gateway API.',
  values: object({
    name: dnsLabel('The Gateway to attach to'),
    namespace: dnsLabel("The Gateway's namespace: only it may reach the frontend"),
    sectionName: optional(dnsLabel('The listener; if omitted, every listener')),
  }),
  uses: ['host'],
  formerly: { key: 'gateway' },
  namespaces: ({ namespace }) => [{ value: namespace, path: ['namespace'] }],
  patches: ({ values: { name, namespace, sectionName }, environment: { host } }) => [
    patch('gateway.networking.k8s.io/v1', 'HTTPRoute', 'frontend', {
      spec: { parentRefs: [defined({ name, namespace, sectionName })], hostnames: [host] },
    }),
    networkPolicy('frontend-from-gateway', { ingress: [fromNamespace(namespace, 3000)] }),
  ],
})
