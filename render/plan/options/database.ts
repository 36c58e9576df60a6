import type { Environment } from '../../environment/environment.ts'
import { defined, type Manifest, patch } from '../manifest.ts'
import { networkPolicy, toAddresses } from './network-policy.ts'

/** Size and class of the volume inside the cluster, or the way to the database outside it. */
export function database({ database: { inCluster, external } }: Environment): Manifest[] {
  if (inCluster)
    return [
      patch('v1', 'PersistentVolumeClaim', 'postgres-data', {
        spec: defined({
          storageClassName: inCluster.storageClassName,
          resources: { requests: { storage: inCluster.storage } },
        }),
      }),
    ]
  if (external)
    return [
      networkPolicy('to-database', { egress: [toAddresses(external.addresses, external.port ?? 5432)] }),
    ]
  return []
}
