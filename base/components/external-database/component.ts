import {
  addressRange,
  component,
  integer,
  list,
  networkPolicy,
  object,
  optional,
  port,
  toAddresses,
} from '#engine'

export default component({
  description: 'Access to a PostgreSQL outside the cluster, such as Neon or RDS.',
  values: object({
    addresses: list(
      addressRange('An address range of the database'),
      'Where the database answers: network policies know addresses, not names.',
    ),
    port: optional(port('Where it listens; defaults to 5432')),
    maxConnections: optional(
      integer(
        1,
        100000,
        "How many connections it accepts, or the pooler in front of it; defaults to 100, PostgreSQL's own default",
      ),
    ),
  }),
  conflicts: ['postgres'],
  formerly: { key: 'database.external' },
  patches: ({ values }) => [
    networkPolicy('to-database', { egress: [toAddresses(values.addresses, values.port ?? 5432)] }),
  ],
})
