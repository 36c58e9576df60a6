import type { Rules } from '../../schema/walk.ts'
import { oneOf } from '../../values/check.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../values/names.ts'

/** ValidateObjectMeta and ValidateLabelSelector in k8s.io/apimachinery. A kind's own name: see names.ts. */
export const metadataRules: Rules = {
  'meta.v1.ObjectMeta': {
    namespace: dnsLabel,
    'labels.key': qualifiedName,
    'labels.*': labelValue,
    // Keys of annotations are compared in lower case.
    'annotations.key': (key) => qualifiedName(String(key).toLowerCase()),
    finalizers: qualifiedName,
  },
  'meta.v1.LabelSelector': { 'matchLabels.key': qualifiedName, 'matchLabels.*': labelValue },
  'meta.v1.LabelSelectorRequirement': {
    key: qualifiedName,
    operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: labelValue,
    '': (requirement) => {
      const { operator, values } = requirement as { operator?: string; values?: unknown[] }
      const listed = (values?.length ?? 0) > 0
      if ((operator === 'In' || operator === 'NotIn') && !listed)
        return `The operator ${operator} needs "values".`
      return /Exist/.test(operator ?? '') && listed
        ? `The operator ${operator} takes no "values".`
        : undefined
    },
  },
  'core.v1.LocalObjectReference': { name: dnsSubdomain },
}
