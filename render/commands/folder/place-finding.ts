import { isKustomizationFile } from '../../catalog/kustomization.ts'
import type { Origin } from '../../folder/origin.ts'
import type { positions } from '../../folder/position.ts'
import { at, items } from '../../kubernetes/resource.ts'
import { type Place, place } from '../../output/place.ts'
import { read } from '../../verify/base-patches.ts'
import { generatedFrom } from '../../verify/generated-from.ts'
import { text } from '../../verify/lookup.ts'
import { patchesOf } from '../../verify/patches.ts'
import type { Finding } from '../../verify/verify.ts'

export interface PlacedUnit {
  readonly name: string
  /** The text of each file that the build reads, by path. */
  readonly texts: ReadonlyMap<string, string>
  readonly positionsOf: (file: string) => ReturnType<typeof positions>
}

/**
 * Where people change what a finding is about: the last patch that says the field, else the file that holds the
 * resource, else the kustomization.
 */
export function placeOfFinding(
  { resource = '', path }: Finding,
  origin: Origin | undefined,
  { texts, name, positionsOf }: PlacedUnit,
): Place {
  const [kind = '', named = ''] = resource.split('/')
  const textOf = (file: string) => texts.get(file)
  if (!origin) return { file: [...texts.keys()].find(isKustomizationFile) ?? name }
  if (origin.generated) {
    const base = new Map([...texts].filter(([file]) => !isKustomizationFile(file) || file === origin.file))
    const field = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator'
    const name = generatorOf(named, at(read(origin.file, base), field))
    const source = generatedFrom(name, String(path[1] ?? ''), base, field)
    const [placed] = source ? place([{ ...source, message: '' }], textOf) : []
    return placed ? placeFrom(placed) : { file: origin.file }
  }
  const patch = path.length > 0 ? patchesOf(kind, named, path, texts).at(-1) : undefined
  const [patched] = patch ? place([{ ...patch, message: '' }], textOf) : []
  if (patched) return placeFrom(patched)
  const found = positionsOf(origin.file)(kind, named, path)
  return { file: origin.file, ...found?.position }
}

/** The generator of a resource, by its name in the kustomization: the built one may have a prefix, a suffix and a hash. */
const generatorOf = (built: string, generators: unknown): string =>
  items(generators)
    .flatMap((each) => text(at(each, 'name')) ?? [])
    .filter((name) => built.includes(name))
    .sort((a, b) => b.length - a.length)[0] ?? built

const placeFrom = ({ file, line, column }: Place): Place => ({ file, ...(line && { line, column }) })
