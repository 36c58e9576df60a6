import { posix } from 'node:path'
import type { BaseFiles } from '../catalog/base-paths.ts'
import { isKustomizationFile } from '../catalog/kustomization.ts'
import { at, items } from '../kubernetes/resource.ts'
import type { Problem } from '../problem/problem.ts'
import { read } from './base-patches.ts'
import { text } from './lookup.ts'

type Source = Pick<Problem, 'file' | 'path' | 'at' | 'position'>

/**
 * Where a generated ConfigMap or Secret has a key from: the line of an env file, a file that is taken as a whole, or a
 * literal in the kustomization. Without the key, where it is generated. Nothing if base generates none of that name.
 *
 * @param name without the hash of its content. @param field of the kustomization, by kind.
 */
export function generatedFrom(
  name: string,
  key: string,
  base: BaseFiles,
  field: 'configMapGenerator' | 'secretGenerator' = 'configMapGenerator',
): Source | undefined {
  for (const file of [...base.keys()].filter(isKustomizationFile)) {
    if (!base.get(file)?.includes(field)) continue
    const generators = items(at(read(file, base), field))
    const index = generators.findIndex((each) => at(each, 'name') === name)
    if (index < 0) continue
    const generator = generators[index]
    const folder = posix.dirname(file)
    const envFiles = [at(generator, 'env'), ...items(at(generator, 'envs'))].flatMap(
      (each) => text(each) ?? [],
    )
    const place: Source = { file, path: [field, index], at: 'value' }
    return (
      firstLine(
        envFiles.map((each) => posix.join(folder, each)),
        key,
        base,
      ) ??
      wholeFile(items(at(generator, 'files')), key, folder) ??
      literal(items(at(generator, 'literals')), key, place) ??
      (envFiles[0] === undefined ? place : lineOf(posix.join(folder, envFiles[0]), 1))
    )
  }
  return undefined
}

const lineOf = (file: string, line: number): Source => ({
  ...{ file, path: [], at: 'value' },
  position: { line, column: 1 },
})

function firstLine(files: readonly string[], key: string, base: BaseFiles): Source | undefined {
  for (const file of files) {
    const index = (base.get(file) ?? '')
      .split('\n')
      .findIndex((line) => line.trimStart().startsWith(`${key}=`))
    if (index >= 0) return lineOf(file, index + 1)
  }
  return undefined
}

/** Named as KEY=FILE, or FILE alone. */
function wholeFile(files: readonly unknown[], key: string, folder: string): Source | undefined {
  for (const each of files) {
    const [first = '', path = first] = String(each).split('=')
    if ((first === path ? posix.basename(path) : first) === key) return lineOf(posix.join(folder, path), 1)
  }
  return undefined
}

function literal(literals: readonly unknown[], key: string, place: Source): Source | undefined {
  const index = literals.findIndex((each) => String(each).startsWith(`${key}=`))
  return index < 0 ? undefined : { ...place, path: [...place.path, 'literals', index] }
}
