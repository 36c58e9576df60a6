import type { Rule } from '../../rule.ts'

const KINDS = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']

export const noRbac: Rule = {
  id: 'no-rbac',
  severity: 'error',
  needs: ['fleet'],
  title: 'No environment contains a Role, a ClusterRole or a binding.',
  why: 'No program here uses the Kubernetes API. Through a binding in git, anyone who can merge here could read Secrets or take over the cluster. https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  remediation: 'Remove it; the administrators of the cluster grant permissions.',
  *check({ resources }) {
    for (const resource of resources) {
      const { apiVersion, kind } = resource
      if (KINDS.includes(kind) || String(apiVersion).startsWith('rbac.authorization.k8s.io/'))
        yield {
          resource,
          path: ['kind'],
          message: `${kind} grants permissions in the cluster; remove it from the overlay.`,
        }
    }
  },
}
