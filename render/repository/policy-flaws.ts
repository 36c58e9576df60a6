import { isFunction, isMap, isText, type Keys, keyFlaws, listOf } from '../component/definition-flaws.ts'
import { NEEDS } from '../verify/rule.ts'
import { nameOf } from './guarded-policy.ts'

const text = { what: 'a text', holds: isText }
const NEED_NAMES = Object.keys(NEEDS)
const REQUIRED: Keys = {
  id: text,
  severity: { what: "'error' or 'warning'", holds: (value) => value === 'error' || value === 'warning' },
  title: text,
  why: text,
  remediation: text,
  check: { what: 'a function', holds: isFunction },
}
const KEYS: Keys = {
  ...REQUIRED,
  needs: {
    what: `a list of ${NEED_NAMES.map((each) => `'${each}'`).join(', ')}`,
    holds: listOf((each) => NEED_NAMES.includes(String(each))),
  },
}

/**
 * Everything wrong with what a file of policies/ exports, before a check is called.
 *
 * @returns one message for each flaw; none if each is a rule.
 */
export function policyFlaws(exported: readonly unknown[]): string[] {
  return exported.flatMap((each) => {
    if (!isMap(each) || !Object.keys(each).some((key) => Object.hasOwn(KEYS, key))) return [NO_RULE]
    const wrong = keyFlaws('a policy', KEYS, each)
    // A misspelt key is not missing as well.
    const flaws =
      wrong.length > 0
        ? wrong
        : Object.entries(REQUIRED).flatMap(([key, { what }]) =>
            each[key] === undefined ? [`${key} is missing; it must be ${what}.`] : [],
          )
    const subject = isText(each['id']) ? `${nameOf({ id: each['id'] })}: ` : ''
    return flaws.map((flaw) => `${subject}${flaw}`)
  })
}

const NO_RULE =
  'must export a rule, or a list of rules, as its default: export default policy({ id, severity, title, why, remediation, check }).'
