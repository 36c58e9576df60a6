import type { KubernetesSchemas } from '../schema/data.ts'
import { manifestValidator } from '../schema/validator.ts'
import { type SchemaViolation, show, wrongKey, wrongValue } from '../schema/violation.ts'
import { defaultFlaws } from './defaults.ts'
import { CRD_KIND, CRD_VERSION, type CustomResourceDefinition } from './definition.ts'
import { structureOf } from './kinds.ts'
import { structureFlaws } from './structure.ts'

/**
 * What an API server of a Kubernetes version would refuse in a manifest that is to be a CustomResourceDefinition. Where
 * its fields are wrong, what they say together is not looked at.
 */
export function definitionFlaws(manifest: object, schemas: KubernetesSchemas): readonly SchemaViolation[] {
  const { apiVersion, kind } = manifest as CustomResourceDefinition
  if (kind !== CRD_KIND)
    return [wrongValue(['kind'], `Expected ${CRD_KIND}, found ${show(kind)}. base/crds holds nothing else.`)]
  if (apiVersion !== CRD_VERSION)
    return [wrongValue(['apiVersion'], `Expected ${CRD_VERSION}, found ${show(apiVersion)}.`)]
  const found = manifestValidator(schemas)(manifest as CustomResourceDefinition)
  if (found.length > 0) return found
  const definition = manifest as CustomResourceDefinition
  const flaws = [...namingFlaws(definition), ...versionFlaws(definition)]
  return flaws.length > 0 ? flaws : schemaFlaws(definition, schemas)
}

const SCOPES = ['Namespaced', 'Cluster']

const LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/

function namingFlaws({ metadata, spec }: CustomResourceDefinition): SchemaViolation[] {
  const { group, names } = spec
  const found: SchemaViolation[] = []
  const name = `${names.plural}.${group}`
  if (metadata?.name !== name)
    found.push(wrongValue(['metadata', 'name'], `Expected ${name}: the plural and the group.`))
  if (!SCOPES.includes(spec.scope))
    found.push(wrongValue(['spec', 'scope'], `Expected ${SCOPES.join(' or ')}, found ${show(spec.scope)}.`))
  if (!group.includes('.')) found.push(wrongValue(['spec', 'group'], 'Expected a domain with a dot in it.'))
  if (!LABEL.test(names.kind.toLowerCase()))
    found.push(
      wrongValue(
        ['spec', 'names', 'kind'],
        `Expected letters, digits and hyphens, found ${show(names.kind)}.`,
      ),
    )
  if (names.kind === names.listKind)
    found.push(
      wrongValue(['spec', 'names', 'listKind'], `Expected another name than the kind's, ${names.kind}.`),
    )
  if (spec.preserveUnknownFields === true)
    found.push(
      wrongValue(
        ['spec', 'preserveUnknownFields'],
        'Expected false; set x-kubernetes-preserve-unknown-fields in the schema instead.',
      ),
    )
  const approved = metadata?.annotations?.['api-approved.kubernetes.io']
  if (/(^|\.)(k8s|kubernetes)\.io$/.test(group) && !approved)
    found.push(
      wrongValue(
        ['metadata', 'annotations', 'api-approved.kubernetes.io'],
        `The group ${group} is one of Kubernetes: this annotation names the approval.`,
      ),
    )
  return found
}

function versionFlaws({ spec: { versions } }: CustomResourceDefinition): SchemaViolation[] {
  const at = (index: number, ...steps: string[]) => ['spec', 'versions', index, ...steps]
  const stored = versions.filter(({ storage }) => storage).length
  const found = versions.flatMap(({ name, schema, deprecated, deprecationWarning }, index) => [
    ...(LABEL.test(name)
      ? []
      : [wrongValue(at(index, 'name'), `Expected a version such as v1, found ${show(name)}.`)]),
    ...(versions.findIndex((each) => each.name === name) === index
      ? []
      : [wrongValue(at(index, 'name'), `The version ${name} is there twice.`)]),
    ...(schema?.openAPIV3Schema
      ? []
      : [wrongValue(at(index, 'schema', 'openAPIV3Schema'), 'Every version needs a schema.')]),
    ...(deprecationWarning === undefined || deprecated
      ? []
      : [wrongKey(at(index, 'deprecationWarning'), 'Only a deprecated version has a warning.')]),
  ])
  if (stored === 1) return found
  return [
    ...found,
    wrongValue(['spec', 'versions'], `Expected one version with storage: true, found ${stored}.`),
  ]
}

function schemaFlaws(
  { spec: { versions } }: CustomResourceDefinition,
  schemas: KubernetesSchemas,
): SchemaViolation[] {
  return versions.flatMap(({ schema }, index) => {
    const written = schema?.openAPIV3Schema
    if (!written) return []
    const path = ['spec', 'versions', index, 'schema', 'openAPIV3Schema']
    const found = structureFlaws(written, path)
    return found.length > 0 ? found : defaultFlaws(schemas, structureOf(written), path)
  })
}
