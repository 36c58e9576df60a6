import { posix } from 'node:path'
import type { BaseFiles } from '../catalog/base-paths.ts'
import { isKustomizationFile } from '../catalog/kustomization.ts'
import { at, items } from '../kubernetes/resource.ts'
import { stepsOf } from '../problem/pointer.ts'
import type { Path, Problem } from '../problem/problem.ts'
import { type BasePatch, describes, patchesIn, read } from './base-patches.ts'
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
    .flatMap((folder) => patchesFor(kind, folder, base).flatMap((patch) => placeIn(patch, path)))
    .at(-1)
}

/**
 * Every patch of some kustomizations that says a field of a resource, in the order of their paths: of any repository,
 * whose folders have no meaning.
 */
export const patchesOf = (kind: string, name: string, path: Path, files: BaseFiles): Place[] =>
  [...files.keys()].filter(isKustomizationFile).flatMap((kustomization) =>
    patchesIn(kustomization, files)
      .filter(({ target, content }) => {
        const selector = target ?? { kind: at(content, 'kind'), name: at(content, 'metadata', 'name') }
        return (
          describes(text(at(selector, 'kind')) ?? '.*', kind, false) &&
          isNamed(text(at(selector, 'name')) ?? '.*', name)
        )
      })
      .flatMap((patch) => placeIn(patch, path)),
  )

/** The name that a patch knows may have got a prefix and a suffix since. */
const isNamed = (selector: string, built: string): boolean =>
  describes(selector, built, false) || built.includes(selector)

/** The Components that the kustomizations of a file's folder and of those above it name. */
function componentsAround(home: string, base: BaseFiles): string[] {
  const folder = posix.dirname(home)
  if (!folder.includes('/')) return []
  const named = items(at(read(`${folder}/kustomization.yaml`, base), 'components'))
  return [...componentsAround(folder, base), ...named.map((each) => posix.join(folder, String(each)))]
}

/** Of an expression that is none here nothing is known. Without a target, a patch names its resource itself. */
const patchesFor = (kind: string, folder: string, base: BaseFiles): BasePatch[] =>
  patchesIn(`${folder}/kustomization.yaml`, base, (target) =>
    describes(text(at(target, 'kind')) ?? '.*', kind, false),
  ).filter(({ target, content }) => target !== undefined || (at(content, 'kind') ?? kind) === kind)

/** What a patch says only because it must: kustomize goes by the target, and leaves the resource's own. */
const IDENTITY = /^(apiVersion|kind|metadata\.name)$/

/** Where a patch says the field, if it does: as it stands, or as one of the operations of JSON Patch. */
function placeIn({ file, place, content }: BasePatch, path: Path): Place[] {
  const within = Array.isArray(content)
    ? operation(content, path)
    : path.length === 0 || IDENTITY.test(path.join('.')) || at(content, ...path) === undefined
      ? undefined
      : path
  return within ? [{ file, path: place ?? within, at: place ? 'key' : 'value' }] : []
}

function operation(operations: readonly unknown[], path: Path): Path | undefined {
  for (const [index, each] of [...operations.entries()].reverse()) {
    const steps = stepsOf(text(at(each, 'path')) ?? '')
    const rest = path.slice(steps.length)
    if (
      steps.every((step, depth) => step === String(path[depth])) &&
      at(each, 'value', ...rest) !== undefined
    )
      return [index, 'value', ...rest]
  }
  return undefined
}
