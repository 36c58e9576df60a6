import { addressRange, component, list, networkPolicy, object, optional, port, toAddresses } from '#engine'

export default component({
  description: 'A model endpoint other than the default in base/services/ai-agent.',
  values: object({
    addresses: list(addressRange('An address range of the model API'), 'Where the model API answers.'),
    port: optional(port('Where it listens; defaults to 443')),
  }),
  formerly: { key: 'modelApi' },
  patches: ({ values }) => [
    networkPolicy('ai-agent-to-model-api', { egress: [toAddresses(values.addresses, values.port ?? 443)] }),
  ],
})
