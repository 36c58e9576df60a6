import { SCHEMA_FOLDER } from '../emit/files.ts'
import { EXIT, type Outcome } from '../output/outcome.ts'
import { suggest } from '../problem/nearest.ts'
import type { Inputs } from '../repository/inputs.ts'

/** The environment that owns a rendered file; none for a cluster's root. */
export const environmentOf = (path: string): string | undefined =>
  /^overlays\/([^/]+)\//.exec(path)?.[1] ?? /^apps\/[^/]+\/environments\/([^/]+)\.yaml$/.exec(path)?.[1]

/** A test for the files that belong to some environments; all files if none is named. */
export const belongsTo = (names: readonly string[]): ((path: string) => boolean) => {
  const chosen = new Set(names)
  return (path) => {
    const owner = environmentOf(path)
    return chosen.size === 0 || owner === undefined || chosen.has(owner)
  }
}

/** The same without the schemas, which change nothing in a cluster. */
export const deployedFor = (names: readonly string[]): ((path: string) => boolean) => {
  const chosen = belongsTo(names)
  return (path) => chosen(path) && !path.startsWith(`${SCHEMA_FOLDER}/`)
}

/** The outcome of names that no environment has; nothing if all are known. */
export function unknownEnvironments(names: readonly string[], { sources }: Inputs): Outcome | undefined {
  const known = sources.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return undefined
  const errors = unknown.map((name) => `Environment "${name}" not found.${suggest(name, known)}`)
  return { exit: EXIT.input, lines: [], errors, json: { problems: errors.map((message) => ({ message })) } }
}
