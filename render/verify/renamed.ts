/** Rules by their former names, which exceptions may go on using until the next version of CHANGELOG.md. */
export const RENAMED: Readonly<Record<string, string>> = {
  entrance: 'as-written',
  'only-frontend-exposed': 'external-access',
}

/** The rule that a name in an exception means. */
export const currentName = (rule: string): string =>
  Object.hasOwn(RENAMED, rule) ? (RENAMED[rule] as string) : rule
