// `npm run test:kubernetes-versions`: holds the schemas of every Kubernetes version that ships against the OpenAPI files
// that its release publishes: what these refuse, `validate` refuses; what the environments build and the good samples
// are right in both. Fetches the releases as Go modules. Exit code 1 if they differ.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { manifestValidator } from '../../render/kubernetes/schema/validator.ts'
import { knownKubernetesVersions } from '../../render/repository/kubernetes-schemas.ts'
import { download } from '../../render/schemas/update/download.ts'
import { KUBERNETES } from '../../render/schemas/update/sources.ts'
import { good, goodKinds } from '../kubernetes/schema-good.ts'
import { mistakes, withMistake } from '../kubernetes/schema-mistakes.ts'
import { right } from '../kubernetes/schema-right.ts'
import { schemasOf } from '../kubernetes/schemas-of.ts'
import { builtSubject } from '../support/built-subject.ts'
import { ROOT } from '../support/root.ts'
import { publishedSchemas } from './published.ts'

const environments = readdirSync(join(ROOT, 'overlays')).filter((name) => !name.startsWith('.'))
const built = (await Promise.all(environments.map((name) => builtSubject(name, ROOT)))).flatMap(
  ({ resources }) => resources,
)
const fine: readonly Resource[] = [
  ...built,
  ...goodKinds().map(good),
  ...right.map(([kind, path, value]) => withMistake([kind, path, value, ''])),
]
const wrong = mistakes.map(withMistake)

for (const version of knownKubernetesVersions()) await compare(version).catch(fail)

async function compare(version: string): Promise<void> {
  const schemas = schemasOf(version)
  const pin = schemas.sources.find(({ module }) => module === KUBERNETES.path)
  if (!pin) throw new Error(`The schemas of ${version} name no release.`)
  const { read } = await download({ path: pin.module, version: pin.version, sum: pin.sum })
  const published = publishedSchemas(read)
  const validate = manifestValidator(schemas)
  const judge = (manifest: Resource) => ({
    manifest,
    theirs: published(manifest),
    ours: validate(manifest).map(({ path, message }) => `${path.join('.')}: ${message}`),
  })
  // Custom kinds are not theirs.
  const isTheirs = ({ theirs }: ReturnType<typeof judge>) => theirs !== 'unknown kind'
  const taken = fine.map(judge).filter(isTheirs)
  const refused = wrong.map(judge).filter(isTheirs)
  const differ = [
    ...taken.filter(({ theirs, ours }) => theirs !== undefined || ours.length > 0),
    ...refused.filter(({ theirs, ours }) => theirs !== undefined && ours.length === 0),
  ]
  const both = refused.filter(({ theirs }) => theirs !== undefined).length
  process.stdout.write(
    `Kubernetes ${pin.version}: ${taken.length} right, ${both} refused by its published schemas, ${differ.length} differ\n`,
  )
  for (const { manifest, theirs, ours } of differ)
    process.stdout.write(
      `  ${manifest.kind}/${manifest.metadata?.name}\n    published: ${theirs ?? 'takes it'}\n    validate:  ${ours.join('; ') || 'takes it'}\n`,
    )
  if (differ.length > 0 || both === 0) process.exitCode = 1
}

function fail(error: Error): void {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 3
}
