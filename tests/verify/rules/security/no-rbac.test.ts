import { noRbac } from '../../../../render/verify/rules/security/no-rbac.ts'
import { mistakes } from '../../mistakes.ts'

const object = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'x' } })

mistakes(noRbac, 'minikube', [
  [
    'a Role',
    [['Role/x', '', object('rbac.authorization.k8s.io/v1', 'Role')]],
    ['Role/x kind: Role grants permissions in the cluster; remove it from the overlay.'],
  ],
  [
    'a ClusterRoleBinding of an older version',
    [['ClusterRoleBinding/x', '', object('rbac.authorization.k8s.io/v1beta1', 'ClusterRoleBinding')]],
    [
      'ClusterRoleBinding/x kind: ClusterRoleBinding grants permissions in the cluster; remove it from the overlay.',
    ],
  ],
  ['a ServiceAccount, which has none', [['ServiceAccount/x', '', object('v1', 'ServiceAccount')]], []],
])
