import type { Found } from '../foreign.ts'
import type { Covered } from './entry.ts'

/** Whether the rules of an entry found something that it is about. */
export const finds = ({ rules, field }: Covered, found: readonly Found[]): boolean =>
  found.some(({ rule, path = [] }) => rules.includes(rule) && (!field || field.test(dotted(path))))

/** `.spec.containers.0.image`; empty for the resource itself. */
const dotted = (path: readonly (string | number)[]): string => path.map((step) => `.${step}`).join('')
