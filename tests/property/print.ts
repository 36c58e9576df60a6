import { stringify } from 'yaml'
import { environmentFile, releaseFile } from '../../render/environment/environment.ts'
import type { Source } from '../../render/environment/sources.ts'
import type { Sample } from './fleets.ts'

/** The files of a fleet by their path. */
export const filesOf = (samples: readonly Sample[]): Record<string, string> =>
  Object.fromEntries(
    samples.flatMap(({ name, environment, release }) => [
      [environmentFile(name), stringify(environment)],
      [releaseFile(name), stringify(release)],
    ]),
  )

export const sourcesOf = (samples: readonly Sample[]): Source[] =>
  samples
    .map(({ name, environment, release }) => ({
      name,
      environment: Buffer.from(stringify(environment)),
      release: Buffer.from(stringify(release)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

/** The same data with the keys of every map in another order: as someone else would have written it. */
export function shuffled<T>(value: T, seed: number): T {
  if (Array.isArray(value)) return value.map((each) => shuffled(each, seed)) as T
  if (typeof value !== 'object' || value === null) return value
  const rank = (key: string): number =>
    [...`${seed}${key}`].reduce((hash, each) => (hash * 31 + each.charCodeAt(0)) % 9973, seed)
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b))
  return Object.fromEntries(entries.map(([key, inner]) => [key, shuffled(inner, seed)])) as T
}
