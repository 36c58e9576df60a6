import { at, items } from '../../resource.ts'
import type { Rules } from '../../schema/walk.ts'
import { type Check, oneOf } from '../../values/check.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../values/names.ts'

/** `In` and `NotIn` are about values, the other two operators about the key alone. */
const listed: Check = (requirement) => {
  const operator = String(at(requirement, 'operator'))
  const some = items(at(requirement, 'values')).length > 0
  if (/In$/.test(operator) && !some) return `The operator ${operator} needs "values".`
  return /Exist/.test(operator) && some ? `The operator ${operator} takes no "values".` : undefined
}

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
    '': listed,
  },
  'core.v1.LocalObjectReference': { name: dnsSubdomain },
}
