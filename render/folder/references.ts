import { posix } from 'node:path'
import { at, entries, items } from '../kubernetes/resource.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import type { Files } from '../repository/files.ts'

/** What a kustomization names: files and folders of the same tree, and what is wrong with the rest. */
export interface References {
  readonly files: readonly string[]
  readonly folders: readonly string[]
  readonly problems: readonly Problem[]
}

/** What a kustomization may name anywhere in it, and what kustomize would run or fetch. */
const LISTS_OF_RESOURCES = ['resources', 'bases', 'components', 'crds', 'configurations']
const LISTS_WITH_FILES = ['patches', 'patchesJson6902', 'replacements']
const GENERATORS = ['configMapGenerator', 'secretGenerator']
const PLUGINS = ['generators', 'transformers', 'validators']

const HELM = 'helm is not run here; commit the rendered manifests and reference them'

const REFUSED: Readonly<Record<string, string>> = {
  helmCharts: HELM,
  helmChartInflationGenerator: HELM,
  helmGlobals: HELM,
}

const KNOWN = [
  ...[...LISTS_OF_RESOURCES, ...LISTS_WITH_FILES, ...GENERATORS, ...PLUGINS, ...Object.keys(REFUSED)],
  ...['patchesStrategicMerge', 'openapi', 'path', 'files', 'env', 'envs'],
]

/**
 * The files and folders that a kustomization names, as far as they are in the same tree and no link leads to them.
 * Nothing is read that would be fetched, executed, or lies outside.
 *
 * @param folder that holds it. @param file its path, for problems.
 */
export function referencesOf(files: Files, folder: string, file: string, kustomization: unknown): References {
  const found = { files: [] as string[], folders: [] as string[], problems: [] as Problem[] }
  const add = (to: unknown, place: Path, folders = false): void => {
    const target = targetOf(files, folder, to, folders)
    if ('wrong' in target) found.problems.push(wrongValue(file, place, target.wrong))
    else found[target.kind].push(target.path)
  }
  const list = (value: unknown, place: Path, use: (entry: unknown, place: Path) => void): void => {
    for (const [index, entry] of items(value).entries()) use(entry, [...place, index])
  }

  found.problems.push(...otherCase(file, kustomization))
  for (const [key, why] of Object.entries(REFUSED))
    if (at(kustomization, key) !== undefined) found.problems.push(wrongKey(file, [key], `${key}: ${why}.`))
  for (const key of PLUGINS)
    list(at(kustomization, key), [key], (_, place) =>
      found.problems.push(
        wrongValue(file, place, `${key}: plugins and functions are not run here; use a field of kustomize.`),
      ),
    )
  for (const key of LISTS_OF_RESOURCES)
    list(at(kustomization, key), [key], (entry, place) => add(entry, place, true))
  list(at(kustomization, 'patchesStrategicMerge'), ['patchesStrategicMerge'], (entry, place) => {
    if (!String(entry).includes('\n')) add(entry, place)
  })
  for (const key of LISTS_WITH_FILES)
    list(at(kustomization, key), [key], (entry, place) => {
      const path = at(entry, 'path')
      if (path !== undefined && path !== null) add(path, [...place, 'path'])
    })
  for (const key of GENERATORS)
    list(at(kustomization, key), [key], (entry, place) => {
      const env = at(entry, 'env')
      if (env !== undefined && env !== null) add(env, [...place, 'env'])
      list(at(entry, 'envs'), [...place, 'envs'], (each, where) => add(each, where))
      // As NAME=FILE, or FILE alone.
      list(at(entry, 'files'), [...place, 'files'], (each, where) =>
        add(typeof each === 'string' ? each.replace(/^[^=]*=/, '') : each, where),
      )
    })
  const openapi = at(kustomization, 'openapi', 'path')
  if (openapi !== undefined) add(openapi, ['openapi', 'path'])
  return found
}

/** Kustomize reads `HelmCharts` as `helmCharts`: what is refused under one name is refused under every other. */
const otherCase = (file: string, kustomization: unknown): Problem[] =>
  entries(kustomization).flatMap(([key, value]) => [
    ...strange(file, [key]),
    ...items(value).flatMap((each, index) =>
      entries(each).flatMap(([inner]) => strange(file, [key, index, inner])),
    ),
  ])

function strange(file: string, place: Path): Problem[] {
  const key = String(place.at(-1))
  const meant = KNOWN.find((each) => each.toLowerCase() === key.toLowerCase())
  return meant === undefined || meant === key
    ? []
    : [wrongKey(file, place, `${key}: kustomize interprets it as ${meant}; write ${meant}.`)]
}

type Target = { readonly kind: 'files' | 'folders'; readonly path: string } | { readonly wrong: string }

function targetOf(files: Files, folder: string, to: unknown, folders: boolean): Target {
  if (typeof to !== 'string' || to === '') return { wrong: 'must be the path of a file or folder.' }
  const shown = JSON.stringify(to)
  if (REMOTE.test(to))
    return {
      wrong: `${shown} is a remote address, and nothing is fetched here; commit a copy and reference it.`,
    }
  if (to.startsWith('/'))
    return { wrong: `${shown} is an absolute path; use a path relative to this folder.` }
  const path = posix.join(folder, to).replace(/\/$/, '').replace(/^\.$/, '')
  if (path === '..' || path.startsWith('../')) return { wrong: `${shown} leads out of the repository.` }
  const steps = path.split('/')
  const link = steps.findIndex((_, index) => files.kind(steps.slice(0, index + 1).join('/')) === 'other')
  if (link >= 0)
    return {
      wrong: `${steps.slice(0, link + 1).join('/')} is a symbolic link or no file, and is not followed.`,
    }
  const kind = path === '' ? 'folder' : files.kind(path)
  if (kind === 'file') return { kind: 'files', path }
  if (kind === 'folder' && folders) return { kind: 'folders', path }
  return { wrong: `${shown} is not a file${folders ? ' or folder' : ''}.` }
}

/** https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/git/repospec.go */
const REMOTE = /:|\?|^[^/]*@|\/\/|^(www\.)?(github|gitlab|bitbucket)\.(com|org)\/|\.git(\/|$)/i
