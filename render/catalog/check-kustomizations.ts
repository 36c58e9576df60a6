import { posix } from 'node:path'
import { type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { type BaseFiles, CRDS_FOLDER, isDefinition, pathOf, stands } from './base-paths.ts'
import { documentsOf, valuesOf } from './documents.ts'
import { envFileProblems } from './env-file.ts'
import {
  filesOf,
  inlinePatchesOf,
  isKustomization,
  type Kustomization,
  referencesOf,
  unknownFields,
} from './kustomization.ts'
import { notLocal } from './local-path.ts'

/**
 * What is wrong with the kustomizations of base, each once, whether or not another one names it: `kubectl apply -k` is
 * for base/argocd, which no overlay reads.
 */
export const kustomizationProblems = (files: BaseFiles): Problem[] =>
  [...files].flatMap(([file, text]) => (isKustomization(file) ? problemsOf(files, file, text) : []))

function problemsOf(files: BaseFiles, file: string, text: string): Problem[] {
  const problems: Problem[] = []
  const [kustomization = {}] = documentsOf(file, text, problems) as Kustomization[]
  const strange = unknownFields(kustomization)
  if (strange.length > 0)
    return [...problems, ...strange.map(({ place, message }) => wrongKey(file, place, message))]
  return [
    ...problems,
    ...Object.entries(REFUSED).flatMap(([key, message]) =>
      kustomization[key as keyof typeof REFUSED] ? [wrongKey(file, [key], message)] : [],
    ),
    ...pathProblems(files, file, kustomization),
    ...contentProblems(files, file, kustomization),
  ]
}

/** What is wrong with the settings and patches that a kustomization reads beside its resources. */
function contentProblems(files: BaseFiles, file: string, kustomization: Kustomization): Problem[] {
  const problems: Problem[] = []
  const folder = posix.dirname(file)
  for (const { to, place } of filesOf(kustomization)) {
    const path = pathOf(folder, String(to))
    const content = files.get(path) ?? ''
    if (/^env/.test(String(place[2]))) problems.push(...envFileProblems(path, content))
    // kustomize expands aliases without a limit, until no memory is left.
    if (place[0] === 'patches') valuesOf(path, content, problems)
  }
  for (const { to, place } of inlinePatchesOf(kustomization)) {
    const flaws: Problem[] = []
    valuesOf(file, to, flaws)
    problems.push(...flaws.map(({ message }) => wrongValue(file, place, `The patch ${message}`)))
  }
  return problems
}

const UNKNOWN_KINDS = "an AppProject can't name the kinds that they bring."

const REFUSED = {
  secretGenerator: 'has a secretGenerator: secrets never come from git.',
  generators: `has generators: ${UNKNOWN_KINDS}`,
  helmCharts: `has helmCharts: ${UNKNOWN_KINDS}`,
}

/** Every path that a kustomization names must be one of base, and can't be taken for anything else. */
function pathProblems(files: BaseFiles, file: string, kustomization: Kustomization): Problem[] {
  const folder = posix.dirname(file)
  const isFile = (path: string): boolean => files.has(path)
  return [
    ...referencesOf(kustomization).map((each) => ({ ...each, what: 'file or folder', folders: true })),
    ...filesOf(kustomization).map((each) => ({ ...each, what: 'file', folders: false })),
  ].flatMap(({ to, place, what, folders }) => {
    if (typeof to !== 'string')
      return [wrongValue(file, place, 'must name resources, components and files by their paths.')]
    const path = pathOf(folder, to)
    const why =
      definitionOnly(path) ??
      notLocal(to, !isFile(path) && stands(files, path)) ??
      (isFile(path) || (folders && stands(files, path)) ? undefined : `which is not a ${what} in base.`)
    return why === undefined ? [] : [wrongValue(file, place, `names ${JSON.stringify(to)}, ${why}`)]
  })
}

const definitionOnly = (path: string): string | undefined =>
  path === CRDS_FOLDER || isDefinition(path)
    ? 'which only defines how custom kinds are checked; the installation of their operator adds the definitions to the cluster.'
    : undefined
