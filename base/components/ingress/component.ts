import { component, defined, dnsLabel, fromNamespace, networkPolicy, object, optional } from '#engine'

export default component({
  description: 'External traffic through an Ingress controller.',
  values: object({
    className: dnsLabel('The IngressClass of the cluster'),
    controllerNamespace: dnsLabel("The ingress controller's namespace: only it may reach the frontend"),
    tls: optional(
      object(
        {
          secretName: dnsLabel('The Secret with the certificate'),
          clusterIssuer: optional(
            dnsLabel('The cert-manager ClusterIssuer that fills that Secret; if omitted, you create it'),
          ),
        },
        'Serve https.',
      ),
    ),
  }),
  uses: ['host'],
  formerly: { key: 'ingress' },
  namespaces: ({ controllerNamespace }) => [{ value: controllerNamespace, path: ['controllerNamespace'] }],
  patches: ({ values: { className, controllerNamespace, tls }, environment: { host } }) => {
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
          // A list without a merge key is replaced as a whole, so the path is repeated here.
          rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
        }),
      },
      networkPolicy('frontend-from-ingress-controller', {
        ingress: [fromNamespace(controllerNamespace, 3000)],
      }),
    ]
  },
})
