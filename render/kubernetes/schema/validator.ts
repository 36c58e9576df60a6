import { suggest } from '../../problem/nearest.ts'
import { admissionViolations } from '../admission/admission.ts'
import { rules } from '../admission/rules/rules.ts'
import { type KubernetesSchemas, kindKey } from './data.ts'
import { withDefaults } from './defaults.ts'
import { type SchemaViolation, show, wrongValue } from './violation.ts'
import { visit } from './visit.ts'
import type { Walk } from './walk.ts'

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
}

/** Everything that a real API server would refuse in one manifest. */
export type ManifestValidator = (manifest: Manifest) => readonly SchemaViolation[]

/**
 * Whether there can be a schema of a kind, but there is none: a custom resource whose definition is somewhere else. A
 * kind of a group that Kubernetes has is known, or wrong.
 */
export function isUnknownCustomKind({ apiVersion, kind }: Manifest, { kinds }: KubernetesSchemas): boolean {
  const group = String(apiVersion).split('/')[0] ?? ''
  if (!String(apiVersion).includes('/') || !group.includes('.')) return false
  return (
    !Object.hasOwn(kinds, kindKey(apiVersion, kind)) &&
    !Object.keys(kinds).some((key) => key.startsWith(`${group}/`))
  )
}

/**
 * A validator of manifests: first what their schemas say, then what the server asks beyond. At a place where
 * the schema finds something, and below it, the schema alone has the word.
 */
export function manifestValidator(schemas: KubernetesSchemas): ManifestValidator {
  return (manifest) => {
    for (const field of ['apiVersion', 'kind'] as const)
      if (typeof manifest[field] !== 'string')
        return [wrongValue([field], `Expected text, found ${show(manifest[field])}.`)]
    const key = kindKey(manifest.apiVersion, manifest.kind)
    const kind = Object.hasOwn(schemas.kinds, key) ? schemas.kinds[key] : undefined
    if (!kind) return [unknownKind(manifest, schemas)]
    const custom = kind.definition === key
    const walk: Walk = { schemas, rules, custom, path: [], found: [], visit }
    const definition = schemas.definitions[kind.definition]
    if (custom && definition) visit(walk, definition, withDefaults(definition, manifest))
    else visit(walk, { $ref: kind.definition }, manifest)
    if (walk.found.length === 0) return admissionViolations(manifest)
    const places = new Set(walk.found.map(({ path }) => path.join('\n')))
    const isNew = ({ path }: SchemaViolation) =>
      path.every((_, index) => !places.has(path.slice(0, index + 1).join('\n')))
    return [...walk.found, ...admissionViolations(manifest).filter(isNew)]
  }
}

function unknownKind(
  { apiVersion, kind }: Manifest,
  { kinds, kubernetes }: KubernetesSchemas,
): SchemaViolation {
  const versions = Object.keys(kinds)
    .filter((key) => key.endsWith(`/${kind}`))
    .map((key) => key.slice(0, -kind.length - 1))
  const hint =
    versions.length > 0
      ? `Kubernetes ${kubernetes} has it as ${versions.join(' or ')}.`
      : `${suggest(
          kind,
          Object.keys(kinds).map((key) => key.split('/').at(-1) as string),
        ).trim()} For a kind of an operator, add its CustomResourceDefinition to base/crds.`
  return wrongValue([], `No schema for ${kind} of ${apiVersion}. ${hint.trim()}`)
}
