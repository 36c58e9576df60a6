import { addressRange, component, list, networkPolicy, object, patch } from '#engine'

export default component({
  description: 'The shop behind a load balancer of the cloud.',
  values: object({
    visitors: list(addressRange('Addresses that may visit the shop'), 'Who may visit the shop.'),
  }),
  patches: ({ values: { visitors } }) => [
    patch('v1', 'Service', 'frontend-external', { spec: { loadBalancerSourceRanges: visitors } }),
    networkPolicy('frontend-from-visitors', {
      ingress: [{ from: visitors.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port: 8080 }] }],
    }),
  ],
})
