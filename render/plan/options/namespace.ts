import type { Environment } from '../../environment/environment.ts'
import { type Manifest, patch, sorted } from '../manifest.ts'

const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' }

/** The namespace's quota, and what outlives the environment when it is retained. */
export function namespace({ quota = {}, retain, database, components = [] }: Environment): Manifest[] {
  const kept = [
    { kind: 'Namespace', name: 'todo', if: retain },
    { kind: 'PersistentVolumeClaim', name: 'postgres-data', if: retain && database.inCluster !== undefined },
    { kind: 'PersistentVolumeClaim', name: 'postgres-backup', if: retain && components.includes('backup') },
  ]
  return [
    ...(Object.keys(quota).length > 0
      ? [patch('v1', 'ResourceQuota', 'todo', { spec: { hard: sorted(quota) } })]
      : []),
    ...kept
      .filter((each) => each.if)
      .map(({ kind, name }) => ({ apiVersion: 'v1', kind, metadata: { name, annotations: KEEP } })),
  ]
}
