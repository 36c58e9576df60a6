import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Manifest {
  readonly kind: string
  readonly spec?: { template?: { spec: { containers: { image: string }[] } } }
}

/** A folder of manifests/ as a stream for kubectl: the Namespace first, and its Deployment with this image. */
export function manifests(folder: string, image: string): string {
  const path = join(import.meta.dirname, 'manifests', folder)
  const items = readdirSync(path)
    .sort()
    .map((file) => parse(readFileSync(join(path, file), 'utf8')) as Manifest)
  for (const container of items.flatMap(({ spec }) => spec?.template?.spec.containers ?? []))
    container.image = image
  items.sort((a, b) => Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace'))
  return items.map((item) => JSON.stringify(item)).join('\n---\n')
}
