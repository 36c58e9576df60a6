import { at, items } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'

/** What tells the items of a list apart, as kustomize merges them: the first of these that both have. */
const KEYS = ['name', 'mountPath', 'devicePath', 'containerPort', 'topologyKey', 'ip', 'key', 'port']

/**
 * The value of a manifest or a patch that becomes a value of the built resource: at the same path, but for lists, whose
 * items may stand in another order. Nothing if it says nothing there.
 */
export function correspond(
  source: unknown,
  built: unknown,
  path: Path,
): { readonly path: Path; readonly value: unknown } | undefined {
  let [from, to] = [source, built]
  const found: (string | number)[] = []
  for (const step of path) {
    to = at(to, step)
    const own = typeof step === 'number' ? itemLike(items(from), to, step) : step
    if (own === undefined) return undefined
    found.push(own)
    from = at(from, own)
    if (from === undefined) return undefined
  }
  return { path: found, value: from }
}

function itemLike(list: readonly unknown[], item: unknown, index: number): number | undefined {
  const same = list.findIndex((each) => JSON.stringify(each) === JSON.stringify(item))
  const key = KEYS.find(
    (each) => at(item, each) !== undefined && list.some((other) => at(other, each) !== undefined),
  )
  if (key === undefined)
    return same >= 0 ? same : index < list.length && typeof item === 'object' ? index : undefined
  if (JSON.stringify(list[index]) === JSON.stringify(item)) return index
  const alike = [...list.keys()].filter((each) => at(list[each], key) === at(item, key))
  return alike.length === 1 ? alike[0] : alike.includes(index) ? index : same >= 0 ? same : undefined
}
