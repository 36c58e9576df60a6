import type { Rule } from '../rule.ts'

const KINDS = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']

export const noRbac: Rule = {
  id: 'no-rbac',
  severity: 'error',
  needs: ['fleet'],
  title: 'No environment brings rights: no Role, no binding.',
  why: 'None of our programs speaks to the Kubernetes API. A binding in git would let whoever can merge here read Secrets or take over the cluster. https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  remediation: 'Remove it; rights in a cluster are for its administrators to give.',
  *check({ resources }) {
    for (const resource of resources) {
      const { apiVersion, kind } = resource
      if (KINDS.includes(kind) || String(apiVersion).startsWith('rbac.authorization.k8s.io/'))
        yield {
          resource,
          path: ['kind'],
          message: `${kind} gives rights in the cluster: expected none in an overlay.`,
        }
    }
  },
}
