import type { Path, Problem } from '../problem/problem.ts'
import { type Definition, environmentFile, FLEET_FILE, holdsFile, releaseFile } from './environment.ts'
import type { Parse } from './parse.ts'
import type { Fleet } from './schema.ts'
import {
  type Validated,
  validateEnvironment,
  validateFleet,
  validateHolds,
  validateRelease,
} from './validate.ts'

/** The files of an environment as they lie there, not yet understood; nothing where one is missing. */
export interface Source {
  readonly name: string
  readonly environment: Uint8Array | undefined
  readonly release: Uint8Array | undefined
  /** The only one that may be missing. */
  readonly holds?: Uint8Array | undefined
}

/** A definition as far as it could be understood, and what the schemas have against it. */
export interface ParsedDefinition {
  readonly definition: Definition
  readonly problems: readonly Problem[]
}

/** Understands fleet.yaml, which is there whole or not at all. */
export function readFleet(
  bytes: Uint8Array | undefined,
  parse: Parse,
): Partial<Validated<Fleet>> & Pick<Validated<Fleet>, 'problems'> {
  const { value, problems = [] } = understand(FLEET_FILE, bytes, parse, validateFleet)
  return value && problems.length === 0 ? { value, problems } : { problems }
}

/** Understands one environment. The definition is there if the two files that must be there hold a map. */
export function readDefinition(
  { name, ...bytes }: Source,
  parse: Parse,
): Partial<ParsedDefinition> & Pick<ParsedDefinition, 'problems'> {
  const environment = understand(environmentFile(name), bytes.environment, parse, validateEnvironment)
  const release = understand(releaseFile(name), bytes.release, parse, validateRelease)
  const holds = understand(holdsFile(name), bytes.holds, parse, holdsOf)
  const problems = [environment, release, holds].flatMap((each) => each.problems ?? [])
  if (!isMap(environment.value) || !isMap(release.value)) return { problems }
  const definition = { name, environment: environment.value, release: release.value }
  return { definition: isMap(holds.value) ? { ...definition, holds: holds.value } : definition, problems }
}

/** Whether the schemas had nothing against any of the values at these paths of a file, nor against what is in them. */
export const intactIn =
  (problems: readonly Problem[], file: string) =>
  (...paths: readonly Path[]): boolean =>
    !problems.some((problem) => problem.file === file && paths.some((path) => overlap(problem.path, path)))

const overlap = (a: Path, b: Path): boolean => {
  const length = Math.min(a.length, b.length)
  return a.slice(0, length).every((step, index) => step === b[index])
}

/** When the last hold goes, people's comments may stay: a file of nothing else holds nothing. */
const holdsOf: typeof validateHolds = (file, value) => validateHolds(file, value ?? {})

function understand<T>(
  file: string,
  bytes: Uint8Array | undefined,
  parse: Parse,
  validate: (file: string, value: unknown) => Validated<T>,
): Partial<Validated<T>> {
  if (!bytes) return {}
  const parsed = parse(file, bytes)
  return parsed.problems.length > 0 ? { problems: parsed.problems } : validate(file, parsed.value)
}

/** Whether a value is a map of YAML; the schemas may not have said so of a value that they refuse. */
export const isMap = <T>(value: T | undefined): value is T =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
