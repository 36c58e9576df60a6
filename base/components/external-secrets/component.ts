import { component, defined, dnsLabel, duration, object, oneOf, optional, patch, secretPath } from '#engine'

/** The Secrets of the system, each an entry of its own below the environment's path in the store. */
const SECRETS = ['auth', 'database', 'model-api']

export default component({
  description:
    'Secrets from a vault, created by the External Secrets operator, which must run in the cluster.',
  values: object({
    store: dnsLabel('The ClusterSecretStore or SecretStore'),
    storeKind: optional(
      oneOf(['ClusterSecretStore', 'SecretStore'], 'Its kind; defaults to ClusterSecretStore'),
    ),
    path: secretPath('Where the secrets of this environment are: PATH/database, PATH/auth, PATH/model-api'),
    refreshInterval: optional(duration('How often they are read again; defaults to 1h')),
  }),
  formerly: { key: 'externalSecrets' },
  // Of the same store on another cluster as well: both can lead to one vault. Some stores ignore case.
  claims: ({ values: { store, path } }) => [
    {
      scope: 'fleet',
      compare: 'path',
      what: 'path of secrets',
      value: `${store}/${path.toLowerCase()}`,
      path: ['path'],
    },
  ],
  derive: (values, { from, name }) => {
    const parts = values.path.split('/')
    const path = parts.includes(from)
      ? parts.map((part) => (part === from ? name : part)).join('/')
      : // A neighbour: what lies below a path belongs to the other environment.
        `${values.path}-${name}`
    return { ...values, path }
  },
  patches: ({ values: { store, storeKind = 'ClusterSecretStore', path, refreshInterval } }) =>
    SECRETS.map((name) =>
      patch('external-secrets.io/v1', 'ExternalSecret', name, {
        spec: defined({
          refreshInterval,
          secretStoreRef: { kind: storeKind, name: store },
          dataFrom: [{ extract: { key: `${path}/${name}` } }],
        }),
      }),
    ),
})
