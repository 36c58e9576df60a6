import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

interface Manifest {
  readonly spec?: { template?: { spec: { containers: { image: string }[] } } }
}

/** A file of manifests/ as a stream for kubectl, whose Deployment runs this image. */
export function manifests(name: string, image: string): string {
  const text = readFileSync(join(import.meta.dirname, 'manifests', `${name}.yaml`), 'utf8')
  const items = parseAllDocuments(text).map((document) => document.toJS() as Manifest)
  for (const container of items.flatMap(({ spec }) => spec?.template?.spec.containers ?? []))
    container.image = image
  return items.map((item) => JSON.stringify(item)).join('\n---\n')
}
