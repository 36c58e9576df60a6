import { readdirSync, readFileSync } from 'node:fs'
import type { KubernetesSchemas } from '../kubernetes/schema/data.ts'
import { expand, type SchemaDelta } from '../kubernetes/schema/delta.ts'

/** Beside this code, not in the repository that is rendered: the tool brings its schemas. */
const FOLDER = new URL('../schemas/kubernetes/', import.meta.url)

const read = new Map<string, KubernetesSchemas>()

/** The Kubernetes versions that there are schemas of, as fleet.yaml names them, the oldest first. */
export const knownKubernetesVersions = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort(byMinor)

/** Orders Kubernetes versions such as `1.36`, the oldest first. */
export const byMinor = (a: string, b: string): number => minorOf(a) - minorOf(b)

const minorOf = (version: string): number => Number(version.split('.')[1])

/**
 * The schemas of a Kubernetes version such as `1.36`, read when they are first asked for.
 *
 * @returns nothing if there are none: a problem of fleet.yaml, which `noSchemas` puts into words.
 */
export function kubernetesSchemas(version: string): KubernetesSchemas | undefined {
  const before = read.get(version)
  if (before || !knownKubernetesVersions().includes(version)) return before
  const delta = JSON.parse(readFileSync(new URL(`${version}.json`, FOLDER), 'utf8')) as SchemaDelta
  const schemas = expand(delta, delta.since === undefined ? undefined : kubernetesSchemas(delta.since))
  read.set(version, schemas)
  return schemas
}

/** What to say where fleet.yaml names a version without schemas. */
export const noSchemas = (version: string): string =>
  `No schemas for Kubernetes ${version}. Known: ${knownKubernetesVersions().join(', ')}. To add a minor, run \`npm run schemas:kubernetes -- MINOR\`.`
