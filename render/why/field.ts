import { at, entries } from '../kubernetes/resource.ts'
import { stepsOf } from '../problem/pointer.ts'
import type { Path } from '../problem/problem.ts'

/** A step as people write it: a key, an index, `*`, or the name of an item, as in `containers[web]`. */
type Step = string | number | { readonly key: string; readonly value: string }

/**
 * The steps of a field as people copy it: JSONPath (`{.spec.replicas}`, `$.spec.containers[?(@.name=="web")].image`), a
 * JSON pointer (`/spec/replicas`), dots and brackets as `diff` prints them (`spec.containers[web].image`), or the
 * notation of `kubectl explain` (`deployment.spec.replicas`).
 *
 * @param kind of the resource: `kubectl explain` begins with it. @returns nothing if it can't be read.
 */
export function fieldSteps(field: string, kind: string): readonly Step[] | undefined {
  const bare = field.trim().replace(/^\{(.*)\}$/, '$1')
  if (bare.startsWith('/')) return stepsOf(bare)
  const steps: Step[] = []
  let rest = bare.replace(/^\$/, '').replace(/^\.?/, '.')
  while (rest !== '') {
    const match = TOKENS.map(([pattern, step]) => ({ match: pattern.exec(rest), step })).find(
      (each) => each.match,
    )
    if (!match?.match) return undefined
    steps.push(match.step(match.match))
    rest = rest.slice(match.match[0].length)
  }
  const explained =
    typeof steps[0] === 'string' && [kind, `${kind}s`].some((each) => each.toLowerCase() === steps[0])
  return steps.length > 0 ? (explained ? steps.slice(1) : steps) : undefined
}

const TOKENS: readonly (readonly [RegExp, (match: RegExpExecArray) => Step])[] = [
  [/^\[\?\(\s*@\.([\w-]+)\s*==\s*['"]([^'"]*)['"]\s*\)\]/, ([, key = '', value = '']) => ({ key, value })],
  [/^\[(\d+)\]/, ([, index]) => Number(index)],
  [/^\[\*\]/, () => '*'],
  [/^\[['"]([^'"]+)['"]\]/, ([, key = '']) => key],
  [/^\[([^\]'"?*]+)\]/, ([, value = '']) => ({ key: 'name', value })],
  [/^\.((?:\\.|[^.[\\])+)/, ([, key = '']) => key.replaceAll(/\\(.)/g, '$1')],
]

/**
 * The paths of a resource that a field means: one, or several where a list lies on the way and no item is named. A key
 * that has dots in it, as those of annotations and files do, needs no quotes if it is the only one that fits.
 */
export function pathsOf(resource: object, steps: readonly Step[]): Path[] {
  const [step, ...rest] = steps
  if (step === undefined) return [[]]
  const below = (key: string | number, after: readonly Step[]): Path[] =>
    pathsOf(Object(at(resource, key)), after).map((path) => [key, ...path])
  if (Array.isArray(resource)) {
    if (typeof step === 'number') return step < resource.length ? below(step, rest) : []
    const indices = [...resource.keys()]
    if (step === '*') return indices.flatMap((index) => below(index, rest))
    if (typeof step === 'object')
      return indices.filter((index) => isNamed(resource[index], step)).flatMap((index) => below(index, rest))
    return /^\d+$/.test(step)
      ? Number(step) < resource.length
        ? below(Number(step), rest)
        : []
      : indices.flatMap((index) => below(index, steps))
  }
  if (typeof step === 'object') return below(step.value, rest)
  if (Object.hasOwn(resource, step)) return below(step, rest)
  return entries(resource).flatMap(([key]) => {
    if (!key.includes('.')) return []
    for (let length = 2; length <= steps.length; length++)
      if (steps.slice(0, length).join('.') === key) return below(key, steps.slice(length))
    return []
  })
}

const isNamed = (item: unknown, { key, value }: { readonly key: string; readonly value: string }): boolean =>
  String(at(item, key)) === value

/** Every value below a path that holds no other: what a line of a manifest says. */
export function leavesOf(
  value: unknown,
  path: Path = [],
): { readonly path: Path; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [{ path, value }]
  return Array.isArray(value)
    ? value.flatMap((each, index) => leavesOf(each, [...path, index]))
    : Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]))
}

/** As `spec.template.spec.containers[0].image`. */
export const showPath = (path: Path): string =>
  path
    .map((step) =>
      typeof step === 'number' ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `['${step}']`,
    )
    .join('')
    .replace(/^\./, '')
