import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { validateRelease } from '../../environment/validate.ts'
import type { Entry } from '../../release/types.ts'

/** Images that a CI built, by service. */
export type Builds = Readonly<Record<string, Entry>>

/** What is wrong with the builds that were named. */
export class BuildsError extends Error {
  override readonly name = 'BuildsError'
}

/**
 * Reads `SERVICE=TAG@DIGEST`, as a person or a CI names an image on the command line.
 *
 * @throws {BuildsError} if it isn't that.
 */
export function parseImage(text: string): readonly [string, { tag: string; digest?: string }] {
  const match = /^(?<service>[^=@]+)=(?<tag>[^=@:]+)(@(?<digest>sha256:[0-9a-f]+))?$/.exec(text)
  const { service = '', tag = '', digest } = match?.groups ?? {}
  if (!match)
    throw new BuildsError(`"${text}" is not an image: use SERVICE=TAG@DIGEST, such as web=1.4.0@sha256:….`)
  return [service, { tag, ...(digest && { digest }) }]
}

/**
 * Reads builds, each `{"service", "tag", "digest", "commit", "migration"?, "contracting"?}`: a list in a file, or in
 * stdin if it is called `-`, or every JSON file of a folder, as several jobs of a CI leave them.
 *
 * @throws {BuildsError} if there are none, or they aren't that.
 */
export function readBuilds(path: string): Builds {
  const files = isFolder(path) ? filesIn(path) : [path]
  return checked(files.flatMap(readFile))
}

function readFile(file: string): (readonly [string, Entry])[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    throw new BuildsError(`${file}: ${(error as Error).message}`)
  }
  const list = Array.isArray(value) ? value : [value]
  return list.map((each: Readonly<Record<string, unknown>> | null) => {
    const { service, ...entry } = each ?? {}
    if (typeof service !== 'string') throw new BuildsError(`${file}: every build needs a "service".`)
    return [service, entry as unknown as Entry] as const
  })
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  if (names.length === 0)
    throw new BuildsError(`${folder} contains no build; publish-image writes one for each image.`)
  return names.sort().map((name) => join(folder, name))
}

const isFolder = (path: string): boolean =>
  path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)

/** Builds by service, each as release.yaml wants its entries. @throws {BuildsError} that names all that is wrong. */
export function checked(builds: readonly (readonly [string, Entry])[]): Builds {
  const twice = builds.find(([service], index) => builds.findIndex(([other]) => other === service) !== index)
  if (twice) throw new BuildsError(`The service "${twice[0]}" is named twice.`)
  const services = Object.fromEntries(builds)
  const { problems } = validateRelease('builds', { services })
  if (problems.length > 0)
    throw new BuildsError(
      problems.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`).join('\n'),
    )
  return services
}
