import { createHash } from 'node:crypto'
import { openCache } from '../cache/cache.ts'
import { type BaseFiles, CRDS_FOLDER } from '../catalog/base-paths.ts'
import { valuesOf } from '../catalog/documents.ts'
import {
  type CustomKinds,
  type CustomResourceDefinition,
  NO_CUSTOM_KINDS,
} from '../kubernetes/crd/definition.ts'
import { definitionFlaws } from '../kubernetes/crd/flaws.ts'
import { kindsOf } from '../kubernetes/crd/kinds.ts'
import { entries, items, own, type Resource } from '../kubernetes/resource.ts'
import { kindKey } from '../kubernetes/schema/data.ts'
import type { SchemaViolation } from '../kubernetes/schema/violation.ts'
import { type Path, type Problem, wrongFile } from '../problem/problem.ts'
import { kubernetesSchemas } from './kubernetes-schemas.ts'
import { toolVersion } from './tool-version.ts'

/**
 * The kinds that the CustomResourceDefinitions of base define, and what an API server would refuse in these. Reading
 * them takes some tenths of a second, so that the user's cache keeps what was found good.
 *
 * @param versions the Kubernetes versions of the fleet, such as `1.36`; one without schemas is not looked at.
 */
export function customKinds(
  root: string,
  crds: BaseFiles,
  versions: readonly string[],
): { custom: CustomKinds; problems: readonly Problem[] } {
  if (crds.size === 0) return { custom: NO_CUSTOM_KINDS, problems: [] }
  const cache = openCache(root)
  const key = keyOf(crds, versions)
  const known = cache.get(key)
  if (known !== undefined) return { custom: JSON.parse(known) as CustomKinds, problems: [] }
  const found = readDefinitions(crds, versions)
  if (found.problems.length === 0) cache.set(key, JSON.stringify(found.custom))
  return found
}

/**
 * Whether a resource belongs to a namespace, by the custom kinds and by Kubernetes' own schemas; nothing if neither knows
 * its kind.
 *
 * @param kubernetes as `1.36`.
 */
export function isNamespaced(
  { apiVersion, kind }: Resource,
  custom: CustomKinds['kinds'],
  kubernetes: string,
): boolean | undefined {
  const key = kindKey(apiVersion, kind)
  const known = own(custom, key) ?? own(kubernetesSchemas(kubernetes)?.kinds ?? {}, key)
  return known?.namespaced
}

function keyOf(crds: BaseFiles, versions: readonly string[]): string {
  const hash = createHash('sha256')
  const parts = ['crds', toolVersion(), ...[...versions].sort(), ...[...crds].sort().flat()]
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex')
}

/** A manifest of a file, and where it begins there. */
interface Written {
  readonly file: string
  readonly document: number
  readonly path: Path
  readonly manifest: object
}

function readDefinitions(
  crds: BaseFiles,
  versions: readonly string[],
): { custom: CustomKinds; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const schemas = [...new Set(versions)].flatMap((version) => kubernetesSchemas(version) ?? [])
  const all = [...crds].flatMap(([file, text]) =>
    /\.(ya?ml|json)$/.test(file) ? manifestsIn(file, text, problems) : [],
  )
  const kinds: Record<string, CustomKinds['kinds'][string]> = {}
  const definitions: Record<string, CustomKinds['definitions'][string]> = {}
  for (const written of all) {
    const flaws = schemas.flatMap((each) => definitionFlaws(written.manifest, each))
    problems.push(...distinct(flaws).map((flaw) => problemOf(written, flaw)))
    if (flaws.length > 0) continue
    const custom = kindsOf(written.manifest as CustomResourceDefinition)
    const again = Object.keys(custom.kinds).find((key) => Object.hasOwn(kinds, key))
    if (again !== undefined)
      problems.push(
        problemOf(written, {
          path: ['metadata', 'name'],
          at: 'value',
          message: `Another file of ${CRDS_FOLDER} defines this kind, too; remove one.`,
        }),
      )
    Object.assign(kinds, custom.kinds)
    Object.assign(definitions, custom.definitions)
  }
  return { custom: { kinds, definitions }, problems }
}

/** Each manifest of a YAML stream; those of a List, as `kubectl get` prints it, one by one. */
function manifestsIn(file: string, text: string, problems: Problem[]): Written[] {
  const unreadable: Problem[] = []
  const values = valuesOf(file, text, unreadable)
  problems.push(...unreadable)
  if (unreadable.length > 0) return []
  if (values.every((value) => value === null))
    problems.push(wrongFile(file, 'is empty: add a CustomResourceDefinition, or delete the file.'))
  return values.flatMap((value, document): Written[] => {
    if (value === null) return []
    const manifest = Object.fromEntries(entries(value))
    if (typeof value !== 'object' || Array.isArray(value)) {
      problems.push({ ...wrongFile(file, 'must hold CustomResourceDefinitions.'), document })
      return []
    }
    if (manifest['kind'] !== 'List') return [{ file, document, path: [], manifest }]
    return items(manifest['items']).map((item, index) => ({
      file,
      document,
      path: ['items', index],
      manifest: Object(item),
    }))
  })
}

const problemOf = ({ file, document, path }: Written, flaw: SchemaViolation): Problem => ({
  file,
  document,
  path: [...path, ...flaw.path],
  at: flaw.at,
  message: flaw.message,
})

const distinct = (flaws: readonly SchemaViolation[]): SchemaViolation[] => [
  ...new Map(flaws.map((flaw) => [JSON.stringify(flaw), flaw])).values(),
]
