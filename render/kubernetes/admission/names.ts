import { at } from '../resource.ts'
import { type SchemaViolation, wrongValue } from '../schema/violation.ts'
import { all, type Check, text } from '../values/check.ts'
import { dnsLabel, dnsSubdomain, pathSegment } from '../values/names.ts'
import { type Part, part } from './part.ts'

/** Kinds whose names are not the DNS subdomains that most are. */
const NAMES: Readonly<Record<string, Check>> = {
  'v1/Namespace': dnsLabel,
  'v1/Service': dnsLabel,
  'apps/v1/StatefulSet': dnsLabel,
  // Eleven characters are left for what the controller adds to the names of the Jobs.
  'batch/v1/CronJob': all(dnsSubdomain, text(/^/, 'a name', 52)),
  'rbac.authorization.k8s.io/v1/Role': pathSegment,
  'rbac.authorization.k8s.io/v1/RoleBinding': pathSegment,
  'rbac.authorization.k8s.io/v1/ClusterRole': pathSegment,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': pathSegment,
}

/** The name of an object, by `apps/v1/Deployment` or the like. */
export function checkName(key: string, manifest: Part): SchemaViolation[] {
  const { path, value } = part(manifest, 'metadata', 'name')
  if (value === undefined || value === null || value === '') {
    const generated = at(manifest.value, 'metadata', 'generateName')
    return generated ? [] : [wrongValue(path, 'The field "name" is missing under "metadata".')]
  }
  const wrong = (NAMES[key] ?? dnsSubdomain)(value)
  return wrong ? [wrongValue(path, wrong)] : []
}
