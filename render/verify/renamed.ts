/** Rules by their former names, which exceptions may go on using until the next version of CHANGELOG.md. */
export const RENAMED: Readonly<Record<string, string>> = {
  'amount-slips': 'resource-quantities',
  'as-written': 'matches-definition',
  entrance: 'matches-definition',
  'idle-exception': 'unused-exception',
  'only-frontend-exposed': 'external-access',
  'promised-labels': 'required-labels',
  'secret-by-hand': 'secret-env-file',
  'setting-address': 'setting-url',
  standstill: 'paused-workload',
}

/** The rule that a name in an exception means. */
export const currentName = (rule: string): string =>
  Object.hasOwn(RENAMED, rule) ? (RENAMED[rule] as string) : rule
