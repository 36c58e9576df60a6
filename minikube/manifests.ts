import { readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'

interface Manifest {
  readonly spec?: { template?: { spec: { containers: { image: string }[] } } }
}

/** A file of manifests as a stream for kubectl, whose Deployment runs this image. */
export function manifests(file: string, image: string): string {
  const items = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest)
  for (const container of items.flatMap(({ spec }) => spec?.template?.spec.containers ?? []))
    container.image = image
  return items.map((item) => JSON.stringify(item)).join('\n---\n')
}
