import type { Rule } from './rule.ts'

/** Every rule of `npm run validate`, in the order in which findings are listed. */
export const RULES: readonly Rule[] = []
