import { at, type Resource } from '../../../kubernetes/resource.ts'
import { nameOf, show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

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

/** For a kind that neither Kubernetes nor base/crds has. */
export const isNamespacedByName = ({ kind }: Resource): boolean =>
  !CLUSTER_WIDE.has(kind) && !/^Cluster./.test(String(kind))

export const ownNamespace: Rule = {
  id: 'own-namespace',
  severity: 'error',
  needs: ['environment'],
  title: 'An environment contains no resource outside its namespace except the Namespace itself.',
  why: "Two environments would overwrite each other's copy, and removing one would break the other. Argo CD refuses the sync: the AppProject allows one namespace. https://argo-cd.readthedocs.io/en/stable/user-guide/projects/",
  remediation: 'Remove it, or move it to the repository of the cluster administrators.',
  *check({ resources, environment: { namespace }, isNamespaced }) {
    for (const resource of resources) {
      const home = at(resource, 'metadata', 'namespace') ?? undefined
      if (resource.kind === 'Namespace') {
        if (nameOf(resource) !== namespace)
          yield {
            resource,
            path: ['metadata', 'name'],
            message: `The Namespace is ${show(nameOf(resource))}: expected ${namespace}, the namespace of the environment.`,
          }
      } else if (!(isNamespaced?.(resource) ?? isNamespacedByName(resource)))
        yield {
          resource,
          path: ['kind'],
          message: `${resource.kind} is cluster-scoped: expected resources in namespace ${namespace} only.`,
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
