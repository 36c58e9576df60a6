import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { kubernetesSchemas, noSchemas } from '../../render/repository/kubernetes-schemas.ts'
import { CHECKERS_FOLDER } from './build-manifests.ts'
import { toJsonSchema } from './json-schema.ts'
import { KUBERNETES } from './pins.ts'

const FOLDER = join(CHECKERS_FOLDER, 'schemas')

/** How kubeconform finds a kind's schema: `deployment-apps-v1.json`. */
export const SCHEMA_LOCATION = `${FOLDER}/{{.ResourceKind}}{{.KindSuffix}}.json`

/**
 * Lays out strict JSON schemas for kubeconform: Kubernetes' own kinds from a published package, so that they don't
 * come from where `validate` has its own; the kinds of operators from render/schemas.
 *
 * @param published the folder that kubernetes-validate was installed to.
 */
export function layOutSchemas(root: string, published: string): void {
  const folder = join(root, FOLDER)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })

  const pattern = `lib/*/site-packages/kubernetes_validate/kubernetes-json-schema/v${KUBERNETES}.0-local-strict/*.json`
  const native = globSync(pattern, { cwd: published })
  if (native.length === 0) throw new Error(`${published} holds no schemas of Kubernetes ${KUBERNETES}.`)
  for (const path of native) {
    // Its names are for a server: here a schema is found by its file, and refers to the file beside it.
    const text = readFileSync(join(published, path), 'utf8').replaceAll('"/api/_def', '"_def')
    const { $id, ...schema } = JSON.parse(text, withoutDescription) as Record<string, unknown>
    writeFileSync(join(folder, basename(path)), JSON.stringify(schema))
  }
  const own = kubernetesSchemas(KUBERNETES)
  if (!own) throw new Error(noSchemas(KUBERNETES))
  for (const [key, { definition }] of Object.entries(own.kinds)) {
    const [group = '', version, kind = ''] = key.split('/')
    const schema = own.definitions[definition]
    // Operators' kinds are named with their group in full; Kubernetes' own have a schema already.
    if (definition !== key || !schema) continue
    const name = [kind, group.split('.')[0], version].join('-').toLowerCase()
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(toJsonSchema(schema)))
  }
}

/** Most of the text is descriptions, and kubeconform reads it once a kind. A field of that name is no string. */
const withoutDescription = (key: string, value: unknown): unknown =>
  key === 'description' && typeof value === 'string' ? undefined : value
