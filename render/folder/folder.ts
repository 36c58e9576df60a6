import { posix } from 'node:path'
import { documentsOf } from '../catalog/documents.ts'
import { isKustomizationFile, KUSTOMIZATION_NAMES } from '../catalog/kustomization.ts'
import { at } from '../kubernetes/resource.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import type { Files } from '../repository/files.ts'
import { type References, referencesOf } from './references.ts'

/** What a folder holds that can be built or read. */
export interface FolderContent {
  /** Every kustomization that no other one in the folder names, as far as nothing in it is refused. */
  readonly kustomizations: readonly Root[]
  /** Manifests that stand beside no kustomization, by path. */
  readonly manifests: readonly string[]
  /** Manifests beside a kustomization that doesn't name them, nor any other. */
  readonly unnamed: readonly string[]
  readonly problems: readonly Problem[]
}

/** A kustomization to build, and all that its build reads. */
export interface Root {
  /** From the root of the tree; empty for that root. */
  readonly folder: string
  /** Of every file, by its path. */
  readonly paths: readonly string[]
}

interface Kustomization extends References {
  readonly file: string
  readonly component: boolean
}

/** Larger files hold no manifest that anyone reviews. */
export const MAX_BYTES = 5_000_000

/**
 * Looks through a folder for kustomizations and manifests. Runs nothing, fetches nothing, and follows no link.
 *
 * @param files the whole tree: a kustomization may name what lies beside the folder.
 * @param dir the folder, from the root of the tree; empty for that root.
 */
export function readFolder(files: Files, dir: string): FolderContent {
  const problems: Problem[] = []
  const all = pathsIn(files, dir)
  const { look, known } = kustomizationsOf(files)
  const folders = [...new Set(all.filter(isKustomizationFile).map(folderOf))]
  const named = new Set(
    folders.flatMap((folder) => look(folder)?.folders.filter((to) => to !== folder) ?? []),
  )
  const deployed = folders.filter((folder) => look(folder)?.component === false)
  const roots = deployed.filter((folder) => !named.has(folder))
  const reached = new Set(roots.flatMap((folder) => closureOf(folder, look)))
  // Kustomizations that name each other in a circle: kustomize tells what is wrong with it.
  for (const folder of deployed)
    if (!reached.has(folder)) {
      roots.push(folder)
      for (const each of closureOf(folder, look)) reached.add(each)
    }

  const refused = new Map<string, readonly Problem[]>()
  const kustomizations = roots.sort().flatMap((folder) => {
    const within = closureOf(folder, look)
    const wrong = within.flatMap((each) => wrongIn(files, each, look, refused))
    problems.push(...wrong)
    return wrong.length > 0 ? [] : [{ folder, paths: pathsReadBy(within, look) }]
  })

  const used = new Set([...known.values()].flatMap((each) => (each ? [each.file, ...each.files] : [])))
  const others = all.filter((path) => isYaml(path) && !used.has(path) && !isKustomizationFile(path))
  const beside = (path: string): boolean =>
    above(folderOf(path), dir).some((folder) => look(folder) !== undefined)
  const manifests = others.filter((path) => looksLikeManifest(files, path))
  return {
    kustomizations,
    manifests: manifests.filter((path) => !beside(path)),
    unnamed: manifests.filter(beside),
    problems: [...new Map(problems.map((each) => [JSON.stringify(each), each])).values()],
  }
}

/**
 * The kustomization of one folder, with all that its build reads, wherever in the tree that is; and what is refused in
 * it. Runs nothing, fetches nothing, and follows no link.
 */
export function readKustomization(
  files: Files,
  folder: string,
): Root & { readonly problems: readonly Problem[] } {
  const { look } = kustomizationsOf(files)
  const within = closureOf(folder, look)
  const refused = new Map<string, readonly Problem[]>()
  const problems = within.flatMap((each) => wrongIn(files, each, look, refused))
  return { folder, paths: pathsReadBy(within, look), problems }
}

type Look = (folder: string) => Kustomization | undefined

/** The kustomizations of a tree by their folder, each read when it is first asked for. */
function kustomizationsOf(files: Files): {
  readonly look: Look
  readonly known: ReadonlyMap<string, Kustomization | undefined>
} {
  const known = new Map<string, Kustomization | undefined>()
  const look: Look = (folder) => {
    if (!known.has(folder)) known.set(folder, kustomizationIn(files, folder))
    return known.get(folder)
  }
  return { look, known }
}

/** A folder's kustomization and, by way of it, all that are reached; each once, itself first. */
function closureOf(folder: string, look: Look): string[] {
  const found = new Set([folder])
  for (const each of found) for (const to of look(each)?.folders ?? []) found.add(to)
  return [...found]
}

/** Every file that the build of these folders reads. */
const pathsReadBy = (folders: readonly string[], look: Look): string[] =>
  [
    ...new Set(
      folders.flatMap((each) => {
        const { file, files: read = [] } = look(each) ?? {}
        return file === undefined ? [] : [file, ...read]
      }),
    ),
  ].sort()

function kustomizationIn(files: Files, folder: string): Kustomization | undefined {
  const file = KUSTOMIZATION_NAMES.map((name) => posix.join(folder, name)).find(
    (path) => files.kind(path) === 'file',
  )
  if (file === undefined) return undefined
  const problems: Problem[] = []
  const text = textOf(files, file, problems)
  const [content] = documentsOf(file, text, problems)
  const references = referencesOf(files, folder, file, content)
  return {
    ...references,
    file,
    component: at(content, 'kind') === 'Component',
    problems: [...problems, ...references.problems],
  }
}

/** What is wrong with a kustomization and the files that it names; looked at once. */
function wrongIn(
  files: Files,
  folder: string,
  look: Look,
  refused: Map<string, readonly Problem[]>,
): readonly Problem[] {
  const before = refused.get(folder)
  if (before) return before
  const kustomization = look(folder)
  const problems: Problem[] = kustomization
    ? [...kustomization.problems]
    : [wrongFile(folder || '.', 'is referenced as a base or component but has no kustomization.yaml.')]
  for (const path of kustomization?.files ?? []) {
    const text = textOf(files, path, problems)
    // kustomize expands aliases without a limit, until no memory is left.
    if (isYaml(path) && text.includes('*')) {
      const flaws: Problem[] = []
      documentsOf(path, text, flaws)
      problems.push(...flaws.filter(({ message }) => message.startsWith('has the alias')))
    }
  }
  refused.set(folder, problems)
  return problems
}

function textOf(files: Files, path: string, problems: Problem[]): string {
  const bytes = files.read(path)
  if (bytes.length > MAX_BYTES) {
    problems.push(wrongFile(path, `is larger than ${MAX_BYTES / 1_000_000} MB.`))
    return ''
  }
  return new TextDecoder().decode(bytes)
}

/** Every regular file below a folder; what begins with a dot, installed packages and Helm charts are left out. */
function pathsIn(files: Files, folder: string): string[] {
  const entries = files.list(folder)
  if (entries.some(({ name }) => name === 'Chart.yaml')) return []
  return entries.flatMap(({ name, kind }) => {
    if (name.startsWith('.') || name === 'node_modules') return []
    const path = posix.join(folder, name)
    return kind === 'folder' ? pathsIn(files, path) : kind === 'file' ? [path] : []
  })
}

/** A manifest says what it is at the beginning of a line; a template of one is no YAML. */
function looksLikeManifest(files: Files, path: string): boolean {
  const bytes = files.read(path)
  if (bytes.length > MAX_BYTES) return false
  const text = new TextDecoder().decode(bytes)
  return /^["']?apiVersion["']?\s*:/m.test(text) && /^["']?kind["']?\s*:/m.test(text) && !text.includes('{{')
}

/** The folders from one up to another. */
const above = (folder: string, dir: string): string[] =>
  folder === dir || folder === '' ? [folder] : [folder, ...above(folderOf(folder), dir)]

const folderOf = (path: string): string => {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : folder
}

const isYaml = (path: string): boolean => /\.(ya?ml|json)$/i.test(path)
