import { at, items } from '../../resource.ts'
import type { Rules } from '../../schema/walk.ts'
import { type Check, oneOf } from '../../values/check.ts'
import { dnsSubdomain, pathSegment } from '../../values/names.ts'

/** A rule about resources names verbs, groups and resources. */
const complete: Check = (rule) => {
  const has = (field: string) => items(at(rule, field)).length > 0
  if (!has('verbs')) return 'A rule needs at least one verb.'
  return has('nonResourceURLs') || (has('apiGroups') && has('resources'))
    ? undefined
    : 'A rule needs "apiGroups" and "resources".'
}

const subject: Check = (value) => {
  const name = at(value, 'name')
  if (!name) return 'Expected a name, found nothing.'
  return at(value, 'kind') === 'ServiceAccount' ? dnsSubdomain(name) : undefined
}

const GROUP = oneOf('rbac.authorization.k8s.io', '')

/** pkg/apis/rbac/validation/validation.go, field by field. */
export const rightsRules: Rules = {
  'rbac.v1.PolicyRule': { '': complete },
  'rbac.v1.RoleRef': { kind: oneOf('Role', 'ClusterRole'), name: pathSegment, apiGroup: GROUP },
  'rbac.v1.Subject': { kind: oneOf('ServiceAccount', 'User', 'Group'), '': subject },
}
