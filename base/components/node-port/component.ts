import { component, integer, object, patch } from '#engine'

/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
const [FIRST, LAST] = [30000, 32767]

export default component({
  description: 'External traffic through a node port, for a local cluster.',
  values: object({
    port: integer(FIRST, LAST, 'The port on every node; no two environments of a cluster share one'),
  }),
  formerly: { key: 'nodePort', values: (port) => ({ port }) },
  claims: ({ values }) => [
    { scope: 'cluster', compare: 'equal', what: 'node port', value: String(values.port), path: ['port'] },
  ],
  derive: ({ port }, { taken }) => {
    let free = port
    while (taken.has(String(free))) free = free === LAST ? FIRST : free + 1
    return { port: free }
  },
  // The Service's list of ports merges by `port`.
  patches: ({ values }) => [
    patch('v1', 'Service', 'frontend-node-port', {
      spec: { ports: [{ port: 3000, nodePort: values.port }] },
    }),
  ],
})
