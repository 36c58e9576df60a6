import type { Environment } from '../../environment/environment.ts'
import { defined, type Manifest, patch } from '../manifest.ts'

/** The Secrets of the system, each its own entry below the environment's path in the store. */
const SECRETS = ['auth', 'database', 'model-api'] as const

/** Store and path of every ExternalSecret. */
export function externalSecrets({ externalSecrets }: Environment): Manifest[] {
  if (!externalSecrets) return []
  const { store, storeKind = 'ClusterSecretStore', path, refreshInterval } = externalSecrets
  return SECRETS.map((name) =>
    patch('external-secrets.io/v1', 'ExternalSecret', name, {
      spec: defined({
        refreshInterval,
        secretStoreRef: { kind: storeKind, name: store },
        dataFrom: [{ extract: { key: `${path}/${name}` } }],
      }),
    }),
  )
}
