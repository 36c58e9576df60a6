import { at } from '../../kubernetes/resource.ts'
import { nameOf, show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

/** Kinds that belong to no namespace, besides those that say so by their name (ClusterRole, ClusterSecretStore). */
const CLUSTER_WIDE = new Set([
  'APIService',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'IPAddress',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageClass',
  'StorageVersion',
  'StorageVersionMigration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
  'VolumeSnapshotClass',
])

export const ownNamespace: Rule = {
  id: 'own-namespace',
  severity: 'error',
  needs: ['environment'],
  title: 'An environment brings nothing outside of its namespace but that namespace itself.',
  why: 'Two environments would fight over it, and removing one would break the other. Argo CD refuses the sync: the AppProject allows one namespace. https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  remediation: 'Remove it, or move it to what the administrators of the cluster keep.',
  *check({ resources, environment: { namespace } }) {
    for (const resource of resources) {
      const home = at(resource, 'metadata', 'namespace') ?? undefined
      if (resource.kind === 'Namespace') {
        if (nameOf(resource) !== namespace)
          yield {
            resource,
            path: ['metadata', 'name'],
            message: `The Namespace is ${show(nameOf(resource))}: expected ${namespace}, the environment's own.`,
          }
      } else if (CLUSTER_WIDE.has(resource.kind) || /^Cluster./.test(String(resource.kind)))
        yield {
          resource,
          path: ['kind'],
          message: `A ${resource.kind} belongs to the whole cluster: expected nothing outside of namespace ${namespace}.`,
        }
      else if (home !== namespace)
        yield {
          resource,
          path: ['metadata', 'namespace'],
          message: `The namespace is ${home === undefined ? 'not set' : show(home)}: expected ${namespace}.`,
        }
    }
  },
}
