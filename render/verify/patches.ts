import { posix } from 'node:path'
import type { BaseFiles } from '../catalog/manifests.ts'
import { parse } from '../environment/parse.ts'
import { at, items } from '../kubernetes/resource.ts'
import type { Path, Problem } from '../problem/problem.ts'
import { text } from './lookup.ts'

type Place = Pick<Problem, 'file' | 'path' | 'at'>

/**
 * Where a Component decides a field of a resource, whatever the resource itself says: one of those that stand in the
 * kustomizations around the resource's file, or one that the environment switches on. The last one decides.
 *
 * @param home the file of base that holds the resource. @param options folders of base/components.
 */
export function patchOf(
  kind: string,
  path: Path,
  home: string,
  base: BaseFiles,
  options: readonly string[],
): Place | undefined {
  const folders = [...componentsAround(home, base), ...options.map((name) => `base/components/${name}`)]
  return folders
    .flatMap((folder) => patchesIn(folder, kind, base).flatMap((patch) => placeIn(patch, path)))
    .at(-1)
}

/** The Components that the kustomizations of a file's folder and of those above it name. */
function componentsAround(home: string, base: BaseFiles): string[] {
  const folder = posix.dirname(home)
  if (!folder.includes('/')) return []
  const named = items(at(read(`${folder}/kustomization.yaml`, base), 'components'))
  return [...componentsAround(folder, base), ...named.map((each) => posix.join(folder, String(each)))]
}

interface Patch {
  readonly file: string
  /** Where the patch stands in the file: all of it, or a text in a kustomization. */
  readonly place: Path | undefined
  readonly value: unknown
}

function patchesIn(folder: string, kind: string, base: BaseFiles): Patch[] {
  const file = `${folder}/kustomization.yaml`
  return items(at(read(file, base), 'patches')).flatMap((entry, index): Patch[] => {
    const kinds = text(at(entry, 'target', 'kind')) ?? '.*'
    if (!matches(kinds, kind)) return []
    const path = text(at(entry, 'path'))
    const inline = text(at(entry, 'patch'))
    if (path === undefined)
      return [{ file, place: ['patches', index, 'patch'], value: plain(file, inline ?? '') }]
    const other = posix.join(folder, path)
    return [{ file: other, place: undefined, value: read(other, base) }]
  })
}

/** As kustomize reads a target. Go knows expressions that are none here, as `(?i)job`: then nothing is known. */
function matches(expression: string, kind: string): boolean {
  try {
    return new RegExp(`^(?:${expression})$`).test(kind)
  } catch {
    return false
  }
}

/** What a patch says only because it must: kustomize goes by the target, and leaves the resource's own. */
const IDENTITY = /^(apiVersion|kind|metadata\.name)$/

/** Where a patch says the field, if it does: as it stands, or as one of the operations of JSON Patch. */
function placeIn({ file, place, value }: Patch, path: Path): Place[] {
  const within = Array.isArray(value)
    ? operation(value, path)
    : IDENTITY.test(path.join('.')) || at(value, ...path) === undefined
      ? undefined
      : path
  return within ? [{ file, path: place ?? within, at: place ? 'key' : 'value' }] : []
}

function operation(operations: readonly unknown[], path: Path): Path | undefined {
  for (const [index, each] of [...operations.entries()].reverse()) {
    const pointer = (text(at(each, 'path')) ?? '').split('/').slice(1)
    const steps = pointer.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const rest = path.slice(steps.length)
    if (
      steps.every((step, depth) => step === String(path[depth])) &&
      at(each, 'value', ...rest) !== undefined
    )
      return [index, 'value', ...rest]
  }
  return undefined
}

const read = (file: string, base: BaseFiles): unknown => plain(file, base.get(file) ?? '')

const plain = (file: string, content: string): unknown => parse(file, new TextEncoder().encode(content)).value
