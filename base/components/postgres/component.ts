import { byteQuantity, component, defined, dnsLabel, object, optional, patch } from '#engine'

export default component({
  description: 'PostgreSQL in the cluster, one replica, as a StatefulSet in the namespace.',
  values: object({
    storage: byteQuantity('Size of the PersistentVolumeClaim; it can grow and never shrink'),
    storageClassName: optional(dnsLabel("The StorageClass; if omitted, the cluster's default")),
  }),
  conflicts: ['external-database'],
  formerly: { key: 'database.inCluster' },
  patches: ({ values: { storage, storageClassName } }) => [
    patch('v1', 'PersistentVolumeClaim', 'postgres-data', {
      spec: defined({ storageClassName, resources: { requests: { storage } } }),
    }),
  ],
})
