import { isKustomizationFile } from '../../catalog/kustomization.ts'
import type { Origin } from '../../folder/origin.ts'
import type { positions } from '../../folder/position.ts'
import { type Place, place } from '../../output/place.ts'
import { generatedFrom } from '../../verify/generated-from.ts'
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
    const source = generatedFrom(named, String(path[1] ?? ''), base)
    const [placed] = source ? place([{ ...source, message: '' }], textOf) : []
    return placed ? placeFrom(placed) : { file: origin.file }
  }
  const patch = path.length > 0 ? patchesOf(kind, named, path, texts).at(-1) : undefined
  const [patched] = patch ? place([{ ...patch, message: '' }], textOf) : []
  if (patched) return placeFrom(patched)
  const found = positionsOf(origin.file)(kind, named, path)
  return { file: origin.file, ...found?.position }
}

const placeFrom = ({ file, line, column }: Place): Place => ({ file, ...(line && { line, column }) })
