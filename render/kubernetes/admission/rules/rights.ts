import type { Rules } from '../../schema/walk.ts'
import { type Check, oneOf } from '../../values/check.ts'
import { dnsSubdomain, pathSegment } from '../../values/names.ts'

interface PolicyRule {
  readonly verbs?: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

/** A rule about resources names verbs, groups and resources. */
const complete: Check = (value) => {
  const { verbs = [], apiGroups = [], resources = [], nonResourceURLs = [] } = value as PolicyRule
  if (verbs.length === 0) return 'A rule needs at least one verb.'
  if (nonResourceURLs.length > 0) return undefined
  return apiGroups.length === 0 || resources.length === 0
    ? 'A rule needs "apiGroups" and "resources".'
    : undefined
}

const subject: Check = (value) => {
  const { kind, name, namespace } = value as { kind?: string; name?: string; namespace?: string }
  if (!name) return 'Expected a name, found nothing.'
  if (kind !== 'ServiceAccount') return undefined
  return namespace ? dnsSubdomain(name) : 'A ServiceAccount stands in a namespace: name it.'
}

const GROUP = oneOf('rbac.authorization.k8s.io', '')

/** pkg/apis/rbac/validation/validation.go, field by field. */
export const rightsRules: Rules = {
  'rbac.v1.PolicyRule': { '': complete },
  'rbac.v1.RoleRef': { kind: oneOf('Role', 'ClusterRole'), name: pathSegment, apiGroup: GROUP },
  'rbac.v1.Subject': { kind: oneOf('ServiceAccount', 'User', 'Group'), '': subject },
}
