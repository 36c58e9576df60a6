import { ownNamespace } from '../../../../render/verify/rules/manifests/own-namespace.ts'
import { mistakes } from '../../mistakes.ts'

const object = (apiVersion: string, kind: string, namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name: 'x', ...(namespace && { namespace }) },
})

mistakes(ownNamespace, 'staging', [
  [
    'another namespace',
    [['Service/backend', 'metadata.namespace', 'todo-production']],
    ['Service/backend metadata.namespace: The namespace is "todo-production": expected todo-staging.'],
  ],
  [
    'none',
    [['Service/backend', 'metadata.namespace']],
    ['Service/backend metadata.namespace: The namespace is not set: expected todo-staging.'],
  ],
  [
    'a second Namespace',
    [['Namespace/x', '', object('v1', 'Namespace')]],
    [
      'Namespace/x metadata.name: The Namespace is "x": expected todo-staging, the namespace of the environment.',
    ],
  ],
  [
    'a volume of the cluster',
    [['PersistentVolume/x', '', object('v1', 'PersistentVolume')]],
    [
      'PersistentVolume/x kind: PersistentVolume is cluster-scoped: expected resources in namespace todo-staging only.',
    ],
  ],
  [
    'a custom resource of the cluster, to which kustomize gave the namespace',
    [['ClusterIssuer/x', '', object('cert-manager.io/v1', 'ClusterIssuer', 'todo-staging')]],
    [
      'ClusterIssuer/x kind: ClusterIssuer is cluster-scoped: expected resources in namespace todo-staging only.',
    ],
  ],
  [
    'a custom resource of the namespace',
    [['Cluster/x', '', object('postgresql.cnpg.io/v1', 'Cluster', 'todo-staging')]],
    [],
  ],
])
