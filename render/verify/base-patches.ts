import { posix } from 'node:path'
import type { BaseFiles } from '../catalog/base-paths.ts'
import { parse } from '../environment/parse.ts'
import { at, items } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'
import { text } from './lookup.ts'

/** A patch as a kustomization of base makes it. */
export interface BasePatch {
  /** Its place in the kustomization's list of patches. */
  readonly index: number
  /** Whom it is for, as the kustomization says it; nothing where it doesn't. */
  readonly target: unknown
  /** The file that holds what it says, and where in it: all of it, or a text in the kustomization itself. */
  readonly file: string
  readonly place: Path | undefined
  /** A strategic-merge patch, or the operations of a JSON Patch; nothing if it can't be read. */
  readonly content: unknown
}

/** The patches of one kustomization, in their order; only those for a wanted target, if one is wanted, are read. */
export const patchesIn = (
  kustomization: string,
  base: BaseFiles,
  isWanted: (target: unknown) => boolean = () => true,
): BasePatch[] =>
  items(at(read(kustomization, base), 'patches')).flatMap((entry, index): BasePatch[] => {
    const target = at(entry, 'target')
    if (!isWanted(target)) return []
    const path = text(at(entry, 'path'))
    if (path === undefined) {
      const content = plain(text(at(entry, 'patch')))
      return [{ index, target, file: kustomization, place: ['patches', index, 'patch'], content }]
    }
    const file = posix.join(posix.dirname(kustomization), path)
    return [{ index, target, file, place: undefined, content: read(file, base) }]
  })

/**
 * Whether a target's expression describes a name, as kustomize reads it.
 *
 * @param unknown the answer for expressions that Go knows and this language doesn't, as `(?i)job`.
 */
export function describes(expression: string, name: string, unknown: boolean): boolean {
  try {
    return new RegExp(`^(?:${expression})$`).test(name)
  } catch {
    return unknown
  }
}

/** What a file of base holds, as far as it can be read; nothing if it isn't there. */
export const read = (file: string, base: BaseFiles): unknown => plain(base.get(file))

const plain = (content: string | undefined): unknown =>
  content === undefined ? undefined : parse('', new TextEncoder().encode(content)).value
