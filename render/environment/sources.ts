import type { Catalog } from '../catalog/catalog.ts'
import type { Problem } from '../problem/problem.ts'
import { checkEnvironment } from './check-environment.ts'
import { type Definition, environmentFile, FLEET_FILE, releaseFile } from './environment.ts'
import type { Parse, Parsed } from './parse.ts'
import type { Fleet } from './schema.ts'
import { type Validated, validateEnvironment, validateFleet, validateRelease } from './validate.ts'

/** The two files of an environment as they lie there, not yet understood. */
export interface Source {
  readonly name: string
  readonly environment: Uint8Array
  readonly release: Uint8Array
}

/** Understands fleet.yaml, or says everything that is wrong with it. */
export const readFleet = (bytes: Uint8Array, parse: Parse): Validated<Fleet> =>
  understand(FLEET_FILE, parse(FLEET_FILE, bytes), validateFleet)

/** Understands one environment, or says everything that is wrong with it by itself. */
export function readDefinition(
  { name, ...bytes }: Source,
  catalog: Catalog,
  fleet: Fleet,
  parse: Parse,
): Validated<Definition> {
  const files = { environment: environmentFile(name), release: releaseFile(name) }
  const environment = understand(
    files.environment,
    parse(files.environment, bytes.environment),
    validateEnvironment,
  )
  const release = understand(files.release, parse(files.release, bytes.release), validateRelease)
  if (!environment.value || !release.value)
    return { problems: [...environment.problems, ...release.problems] }
  const definition = { name, environment: environment.value, release: release.value }
  const problems: Problem[] = checkEnvironment(definition, catalog, fleet)
  return problems.length > 0 ? { problems } : { value: definition, problems: [] }
}

const understand = <T>(
  file: string,
  parsed: Parsed,
  validate: (file: string, value: unknown) => Validated<T>,
): Validated<T> => (parsed.problems.length > 0 ? { problems: parsed.problems } : validate(file, parsed.value))
