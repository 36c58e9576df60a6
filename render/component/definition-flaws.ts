/** What each key of a map holds, in words, and whether a value is that. */
export type Keys = Readonly<
  Record<string, { readonly what: string; readonly holds: (value: unknown) => boolean }>
>

const KEYS: Keys = {
  description: { what: 'a text', holds: isText },
  values: {
    what: 'a schema made with object({ … })',
    holds: (value) => isMap(value) && value['type'] === 'object',
  },
  requires: {
    what: 'a list of names of components, or of { oneOf: [names] }',
    holds: listOf((each) => isText(each) || (isMap(each) && listOf(isText)(each['oneOf']))),
  },
  conflicts: { what: 'a list of names of components', holds: listOf(isText) },
  uses: { what: "['host'] or []", holds: listOf((each) => each === 'host') },
  namespaces: { what: 'a function', holds: isFunction },
  claims: { what: 'a function', holds: isFunction },
  check: { what: 'a function', holds: isFunction },
  patches: { what: 'a function', holds: isFunction },
  derive: { what: 'a function', holds: isFunction },
  formerly: {
    what: '{ key: text, values?: function }',
    holds: (value) =>
      isMap(value) && isText(value['key']) && (value['values'] === undefined || isFunction(value['values'])),
  },
}

/**
 * Everything wrong with what a component.ts exports, before any of its functions is called: only the type checker of an
 * editor sees it otherwise, and a key with a misspelt name would do nothing.
 *
 * @param known the names of the components of base. @returns one message for each; none if it is a component.
 */
export function definitionFlaws(exported: unknown, known: readonly string[]): string[] {
  if (!isMap(exported) || !isText(exported['description']))
    return ['must export a component as its default: export default component({ description: … }).']
  const wrong = keyFlaws('a component', KEYS, exported)
  if (wrong.length > 0) return wrong
  return namesIn(exported)
    .filter(({ name }) => !known.includes(name))
    .map(({ key, name }) => `${key} names "${name}", and base/components has no such folder.`)
}

/** Every key of a map that is unknown, or whose value is wrong; those that are missing are not. */
export const keyFlaws = (what: string, keys: Keys, map: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(map).flatMap(([key, value]) => {
    const expected = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (!expected) return [`has the unknown key "${key}"; ${what} has ${Object.keys(keys).join(', ')}.`]
    return value === undefined || expected.holds(value) ? [] : [`${key} must be ${expected.what}.`]
  })

const namesIn = (component: Record<string, unknown>): { key: string; name: string }[] =>
  ['requires', 'conflicts'].flatMap((key) =>
    ((component[key] ?? []) as (string | { readonly oneOf: readonly string[] })[])
      .flatMap((each) => (typeof each === 'string' ? each : each.oneOf))
      .map((name) => ({ key, name })),
  )

/** A map as code or YAML has it: neither a list nor a promise. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

export function listOf(holds: (each: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(holds)
}

/** A path to a value: names of keys, and places in lists. */
export const isPath = listOf((step) => typeof step === 'string' || Number.isInteger(step))

export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}
