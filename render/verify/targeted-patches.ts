import type { BaseFiles } from '../catalog/base-paths.ts'
import { isKustomization } from '../catalog/kustomization.ts'
import { resourcesIn } from '../catalog/manifests.ts'
import { at, items } from '../kubernetes/resource.ts'
import { describes, patchesIn, read } from './base-patches.ts'
import { text } from './lookup.ts'

/** A patch in a kustomization of base, and which resources it is for. */
export interface TargetedPatch {
  readonly file: string
  /** Its place in the list of patches. */
  readonly index: number
  /** The component of base/components that makes it, if one does. */
  readonly component: string | undefined
  readonly target: Target
  /** A strategic-merge patch, or the operations of a JSON Patch; nothing if it can't be read. */
  readonly content: unknown
  /** Whether any manifest of base is one that it is for. */
  readonly met: boolean
}

interface Target {
  readonly kind: string
  readonly name: string
}

/** Every patch of base that says whom it is for. `target` is a pair of expressions, as kustomize reads them. */
export function targetedPatches(base: BaseFiles): TargetedPatch[] {
  const manifests = manifestsOf(base)
  return [...base.keys()]
    .filter(isKustomization)
    .sort()
    .flatMap((file) =>
      patchesIn(file, base).map(({ index, content, target: said }) => {
        const target = targetOf(said ?? named(content))
        const component = /^base\/components\/([^/]+)\//.exec(file)?.[1]
        return { file, index, component, target, content, met: manifests.some((each) => isFor(target, each)) }
      }),
    )
}

/** Whether a target describes a resource. Go knows expressions that are none here: those describe every one. */
export const isFor = (target: Target, { kind, name }: { kind: string; name: string }): boolean =>
  describes(target.kind, kind, true) && describes(target.name, name, true)

const targetOf = (target: unknown): Target => ({
  kind: text(at(target, 'kind')) || '.*',
  name: text(at(target, 'name')) || '.*',
})

/** Without a target a patch names its resource itself. */
const named = (content: unknown) => ({ kind: at(content, 'kind'), name: at(content, 'metadata', 'name') })

const manifestsOf = (base: BaseFiles): Target[] =>
  [...base].flatMap(([file, content]) =>
    isKustomization(file)
      ? items(at(read(file, base), 'configMapGenerator')).map((each) => ({
          kind: 'ConfigMap',
          name: text(at(each, 'name')) ?? '',
        }))
      : /\.ya?ml$/.test(file)
        ? resourcesIn(content).map(({ kind, metadata }) => ({ kind, name: String(metadata?.name ?? '') }))
        : [],
  )
