import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BaseFiles } from '../catalog/manifests.ts'
import { environmentFile, FLEET_FILE, releaseFile } from '../environment/environment.ts'
import type { Source } from '../environment/sources.ts'
import { suggest } from '../problem/nearest.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'

/** Everything that rendering reads: what people wrote, and nothing else. */
export interface Inputs {
  readonly fleet: Uint8Array | undefined
  /** In alphabetical order of their names. */
  readonly sources: readonly Source[]
  readonly base: BaseFiles
}

/** What may lie in an environment's folder. The last two are not the renderer's. */
const FILES = ['environment.yaml', 'release.yaml', 'holds.yaml', 'secrets.example.env', 'secrets.env']

/** Names become namespaces, Applications and AppProjects: `todo-NAME` must be a DNS label. */
export const NAME_RULE =
  'lower-case letters, digits and hyphens, at most 40, not starting or ending with a hyphen'

export const isEnvironmentName = (name: string): boolean => /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)

/**
 * Reads the inputs from the work tree at `root`.
 *
 * @returns the inputs as far as they can be read, and what is wrong with the files as such.
 * @throws what the file system throws, but for files that don't exist.
 */
export function readInputs(root: string): { inputs: Inputs; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const read = (path: string): Uint8Array | undefined => {
    // A symbolic link could lead out of the repository, and a pipe would be waited for.
    const found = lstatSync(join(root, path), { throwIfNoEntry: false })
    if (found?.isFile()) return readFileSync(join(root, path))
    problems.push(wrongFile(path, found ? 'is not a regular file.' : 'is missing.'))
    return undefined
  }
  const fleet = read(FLEET_FILE)
  const sources = environmentNames(root, problems).map((name) => ({
    name,
    environment: read(environmentFile(name)),
    release: read(releaseFile(name)),
  }))
  return { inputs: { fleet, sources, base: readBase(root) }, problems }
}

function environmentNames(root: string, problems: Problem[]): string[] {
  const entries = list(join(root, 'environments'))
  const names: string[] = []
  for (const entry of entries) {
    const path = `environments/${entry.name}`
    if (path === FLEET_FILE || entry.name.startsWith('.') || /\.md$/.test(entry.name)) continue
    if (!entry.isDirectory())
      problems.push(wrongFile(path, 'is not a folder: an environment is environments/NAME/environment.yaml.'))
    else if (!isEnvironmentName(entry.name))
      problems.push(wrongFile(path, `is not named like an environment: ${NAME_RULE}.`))
    else {
      problems.push(...strangers(root, path))
      names.push(entry.name)
    }
  }
  return names
}

/** A misspelt file would be a definition that nobody reads. */
const strangers = (root: string, folder: string): Problem[] =>
  list(join(root, folder))
    .filter(({ name }) => !name.startsWith('.'))
    .filter(({ name }) => !FILES.includes(name))
    .map(({ name }) =>
      wrongFile(`${folder}/${name}`, `has no place in an environment.${suggest(name, FILES)}`),
    )

function readBase(root: string): BaseFiles {
  const files = new Map<string, string>()
  const walk = (folder: string): void => {
    for (const entry of list(join(root, folder))) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile()) files.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  walk('base')
  return files
}

/** A folder's entries in an order that no file system or locale changes; none if it doesn't exist. */
function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
