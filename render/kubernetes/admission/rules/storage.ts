import type { Rules } from '../../schema/walk.ts'
import { type Check, oneOf } from '../../values/check.ts'
import { dataKey, dnsSubdomain, qualifiedName } from '../../values/names.ts'
import { notNegative } from '../../values/quantity.ts'

/** The standard names of pkg/apis/core/helper/helpers.go; what has a "/" is someone's own. */
const QUOTA = [
  ...[
    'cpu',
    'memory',
    'ephemeral-storage',
    'pods',
    'resourcequotas',
    'services',
    'replicationcontrollers',
    'secrets',
  ],
  ...['persistentvolumeclaims', 'configmaps', 'services.nodeports', 'services.loadbalancers'],
  ...['requests.cpu', 'requests.memory', 'requests.storage', 'requests.ephemeral-storage'],
  ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
]

const quotaResource: Check = (name) =>
  QUOTA.includes(String(name)) || /\/|^(requests\.)?hugepages-/.test(String(name))
    ? qualifiedName(name)
    : `Unknown quota resource "${name}": expected ${QUOTA.slice(0, 4).join(', ')}, requests.cpu, count/jobs.batch or the like.`

const limitResource: Check = (name) =>
  ['cpu', 'memory', 'ephemeral-storage', 'storage'].includes(String(name)) ||
  /\/|^hugepages-/.test(String(name))
    ? qualifiedName(name)
    : `Unknown limit resource "${name}": expected cpu, memory, ephemeral-storage or storage.`

const limits = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((field) => [
  [`${field}.key`, limitResource] as const,
  [`${field}.*`, notNegative] as const,
])

/** Data, storage and limits in pkg/apis/core/validation/validation.go, field by field. */
export const storageRules: Rules = {
  'core.v1.ConfigMap': { 'data.key': dataKey, 'binaryData.key': dataKey },
  'core.v1.Secret': { 'data.key': dataKey, 'stringData.key': dataKey },
  'core.v1.PersistentVolumeClaimSpec': { storageClassName: dnsSubdomain },
  'core.v1.VolumeResourceRequirements': { 'requests.*': notNegative, 'limits.*': notNegative },
  'core.v1.ResourceQuotaSpec': { 'hard.key': quotaResource, 'hard.*': notNegative },
  'core.v1.LimitRangeItem': {
    type: oneOf('Container', 'Pod', 'PersistentVolumeClaim'),
    ...Object.fromEntries(limits),
  },
}
