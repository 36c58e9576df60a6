import { type BaseFiles, isDefinition } from '../catalog/base-paths.ts'
import type { Components } from '../component/component.ts'
import { environmentFile, FLEET_FILE, holdsFile, releaseFile } from '../environment/environment.ts'
import type { Source } from '../environment/sources.ts'
import { suggest } from '../problem/nearest.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import { componentsIn } from './engine-code.ts'
import { type Files, pathsBelow, workTree } from './files.ts'

/** Everything that rendering reads: what people wrote, and nothing else. */
export interface Inputs {
  readonly fleet: Uint8Array | undefined
  /** In alphabetical order of their names. */
  readonly sources: readonly Source[]
  readonly base: BaseFiles
  /** The files of base/crds by their path: `base` holds what is built, and so not these. */
  readonly crds: BaseFiles
  /** What the component.ts files of base define. */
  readonly components: Components
  /** The files of policies/ by their path. */
  readonly policies: ReadonlyMap<string, string>
}

/** What may lie in an environment's folder. The last two are not the renderer's. */
const FILES = ['environment.yaml', 'release.yaml', 'holds.yaml', 'secrets.example.env', 'secrets.env']

/** Names become namespaces, Applications and AppProjects: SYSTEM-NAME must be a DNS label. */
export const NAME_RULE =
  'lower-case letters, digits and hyphens, at most 40, not starting or ending with a hyphen'

export const isEnvironmentName = (name: string): boolean => /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)

/**
 * Reads the inputs from a working tree or a commit, and runs the component.ts files in them: of a commit, only if they
 * are those of the working tree (`requireOwnCode`).
 *
 * @returns the inputs as far as they can be read, and what is wrong with the files as such.
 * @throws what the file system throws, but for files that don't exist.
 */
export function inputsFrom(files: Files): { inputs: Inputs; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const read = (path: string): Uint8Array | undefined => {
    // A symbolic link could lead out of the repository, and a pipe would be waited for.
    const kind = files.kind(path)
    if (kind === 'file') return files.read(path)
    problems.push(wrongFile(path, kind ? 'is not a regular file.' : 'is missing.'))
    return undefined
  }
  for (const folder of ['base', 'environments', 'policies'])
    if (!['folder', undefined].includes(files.kind(folder)))
      problems.push(wrongFile(folder, 'is not a folder, and a link to one is not followed.'))
  const fleet = read(FLEET_FILE)
  const sources = environmentNames(files, problems).map((name) => ({
    name,
    environment: read(environmentFile(name)),
    release: read(releaseFile(name)),
    holds: files.kind(holdsFile(name)) && read(holdsFile(name)),
  }))
  const all = readTexts(files, 'base', problems)
  const base = new Map([...all].filter(([path]) => !isDefinition(path)))
  const crds = new Map([...all].filter(([path]) => isDefinition(path)))
  const policies = readTexts(files, 'policies', problems)
  const { components, problems: wrongCode } = componentsIn(base)
  problems.push(...wrongCode)
  return { inputs: { fleet, sources, base, crds, components, policies }, problems }
}

function readTexts(files: Files, folder: string, problems: Problem[]): BaseFiles {
  const base = new Map<string, string>()
  for (const { path, kind } of pathsBelow(files, folder)) {
    if (kind !== 'file') {
      problems.push(wrongFile(path, NO_LINKS))
      continue
    }
    const bytes = files.read(path)
    if (!isUtf8(bytes))
      problems.push(wrongFile(path, 'is not valid UTF-8, which kustomize refuses or misreads.'))
    base.set(path, new TextDecoder().decode(bytes))
  }
  return base
}

const NO_LINKS =
  'is a symbolic link or a special file: kustomize could read outside of base through it, so it is not followed. Replace it with the file itself.'

const STRICT = new TextDecoder('utf-8', { fatal: true })

function isUtf8(bytes: Uint8Array): boolean {
  try {
    STRICT.decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Reads the inputs from the working tree at `root`. */
export const readInputs = (root: string): ReturnType<typeof inputsFrom> => inputsFrom(workTree(root))

function environmentNames(files: Files, problems: Problem[]): string[] {
  const names: string[] = []
  for (const entry of files.list('environments')) {
    const path = `environments/${entry.name}`
    if (path === FLEET_FILE || entry.name.startsWith('.') || /\.md$/.test(entry.name)) continue
    if (entry.kind !== 'folder')
      problems.push(wrongFile(path, 'is not a folder: an environment is environments/NAME/environment.yaml.'))
    else if (!isEnvironmentName(entry.name))
      problems.push(wrongFile(path, `is not named like an environment: ${NAME_RULE}.`))
    else {
      problems.push(...unmanaged(files, path))
      const own = [environmentFile, releaseFile, holdsFile].map((fileOf) => fileOf(entry.name))
      if (own.some((file) => files.kind(file))) names.push(entry.name)
      else problems.push(wrongFile(path, NO_ENVIRONMENT))
    }
  }
  return names
}

/** Git leaves a folder behind in which it ignores a file. */
const NO_ENVIRONMENT =
  'contains no environment.yaml and no release.yaml: add them, or remove the folder if the environment was removed or exists only on another branch and only secrets.env is left.'

/** A misspelt file name would be a definition that is never read. */
const unmanaged = (files: Files, folder: string): Problem[] =>
  files
    .list(folder)
    .filter(({ name }) => !name.startsWith('.'))
    .filter(({ name }) => !FILES.includes(name))
    .map(({ name }) =>
      wrongFile(`${folder}/${name}`, `has no place in an environment.${suggest(name, FILES)}`),
    )
