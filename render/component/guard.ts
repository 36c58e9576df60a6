import { type CodePosition, positionOf, reasonOf } from './code-error.ts'
import type { Component } from './component.ts'
import { isMap, isPath, isText, listOf } from './definition-flaws.ts'
import { dataFlaw } from './plain-data.ts'

const isOptionalPath = (value: unknown) => value === undefined || isPath(value)

/** What each function of a component returns, in words, and whether a value is that. */
const RETURNS = {
  namespaces: {
    what: 'a list of { value, path }',
    holds: listOf((each) => isMap(each) && isText(each['value']) && isPath(each['path'])),
  },
  claims: {
    what: "a list of { scope: 'fleet' or 'cluster', compare: 'equal', 'path' or 'host', what, value, path? }",
    holds: listOf(
      (each) =>
        isMap(each) &&
        ['fleet', 'cluster'].includes(String(each['scope'])) &&
        ['equal', 'path', 'host'].includes(String(each['compare'])) &&
        isText(each['what']) &&
        isText(each['value']) &&
        isOptionalPath(each['path']),
    ),
  },
  check: {
    what: 'a list of { message, path? }',
    holds: listOf((each) => isMap(each) && isText(each['message']) && isOptionalPath(each['path'])),
  },
  patches: {
    what: 'a list of manifests, each with apiVersion, kind and metadata.name',
    holds: listOf(
      (each) =>
        isMap(each) &&
        isText(each['apiVersion']) &&
        isText(each['kind']) &&
        isMap(each['metadata']) &&
        isText(each['metadata']['name']),
    ),
  },
  derive: { what: 'values', holds: isMap },
} as const

/**
 * Takes what is wrong, which names the function, the environment that it was called for, if there was one, and where it
 * threw, if it did.
 */
export type Report = (message: string, environment?: string, position?: CodePosition) => void

/** Told of each function before it is called, with the environment that it is called for, if there is one. */
export type Enter = (name: string, environment?: string) => void

/**
 * A component whose functions may be called whatever is in them: what they are given can't be changed, and where one
 * throws, returns something else than it must, or something else at the second call, that is reported, and it returns
 * nothing (`derive`, the values as they were).
 */
export function guarded(component: Component, report: Report, enter: Enter = () => {}): Component {
  const functions = Object.entries(RETURNS).flatMap(([key, returns]) => {
    const own = component[key as keyof typeof RETURNS] as ((...given: unknown[]) => unknown) | undefined
    if (!own) return []
    const fallback = (values: unknown) => (key === 'derive' ? values : [])
    return [[key, guardedFunction(key, own, returns, fallback, report, enter)]]
  })
  const formerly = component.formerly?.values && {
    ...component.formerly,
    values: guardedFunction(
      'formerly.values',
      component.formerly.values,
      ANYTHING,
      (old) => old,
      report,
      enter,
    ),
  }
  return { ...component, ...Object.fromEntries(functions), ...(formerly && { formerly }) }
}

/** What is wrong with values that were written in the former format, the schema says. */
const ANYTHING = { what: 'values', holds: () => true }

const guardedFunction =
  (
    name: string,
    own: (...given: never[]) => unknown,
    returns: { readonly what: string; readonly holds: (value: unknown) => boolean },
    fallback: (first: unknown) => unknown,
    report: Report,
    enter: Enter,
  ) =>
  (...given: unknown[]): unknown => {
    enter(name, environmentOf(given[0]))
    for (const each of given) freeze(each)
    const fault = (message: string, position?: CodePosition) =>
      report(message, environmentOf(given[0]), position)
    try {
      const [returned, again] = [own(...(given as never[])), own(...(given as never[]))]
      const flaw = returns === ANYTHING ? undefined : dataFlaw(returned)
      if (flaw) fault(`${name} must return ${returns.what}; ${flaw}.`)
      else if (!returns.holds(returned)) fault(`${name} must return ${returns.what}.`)
      else if (JSON.stringify(returned) !== JSON.stringify(again))
        fault(`${name} returned another value on a second call; it must depend on its arguments only.`)
      else return returned
    } catch (error) {
      fault(`${name} failed: ${reasonOf(error)}`, positionOf(error))
    }
    return fallback(given[0])
  }

const environmentOf = (given: unknown): string | undefined =>
  isMap(given) && isMap(given['environment']) ? String(given['environment']['name']) : undefined

/** Makes maps and lists unchangeable, and everything in them. */
export function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value))
    return
  Object.freeze(value)
  for (const each of Object.values(value)) freeze(each)
}
