import { posix } from 'node:path'
import { type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { pathOf, stands } from './base-paths.ts'
import { documentsOf } from './documents.ts'
import { filesOf, isKustomization, type Kustomization, referencesOf, strangeFields } from './kustomization.ts'
import { notLocal } from './local-path.ts'
import type { BaseFiles } from './manifests.ts'

/**
 * What is wrong with the kustomizations of base, each once, whether or not another one names it: `kubectl apply -k` is
 * for base/argocd, which no overlay reads.
 */
export const kustomizationProblems = (files: BaseFiles): Problem[] =>
  [...files].flatMap(([file, text]) => (isKustomization(file) ? problemsOf(files, file, text) : []))

function problemsOf(files: BaseFiles, file: string, text: string): Problem[] {
  const problems: Problem[] = []
  const [kustomization = {}] = documentsOf(file, text, problems) as Kustomization[]
  const strange = strangeFields(kustomization)
  if (strange.length > 0)
    return [...problems, ...strange.map(({ place, message }) => wrongKey(file, place, message))]
  return [
    ...problems,
    ...Object.entries(REFUSED).flatMap(([key, message]) =>
      kustomization[key as keyof typeof REFUSED] ? [wrongKey(file, [key], message)] : [],
    ),
    ...pathProblems(files, file, kustomization),
  ]
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
    ...referencesOf(kustomization).map((each) => ({ ...each, what: 'file and no folder', folders: true })),
    ...filesOf(kustomization).map((each) => ({ ...each, what: 'file', folders: false })),
  ].flatMap(({ to, place, what, folders }) => {
    if (typeof to !== 'string')
      return [wrongValue(file, place, 'must name resources, components and files by their paths.')]
    const path = pathOf(folder, to)
    const why =
      notLocal(to, !isFile(path) && stands(files, path)) ??
      (isFile(path) || (folders && stands(files, path)) ? undefined : `which is no ${what} of base.`)
    return why === undefined ? [] : [wrongValue(file, place, `names ${JSON.stringify(to)}, ${why}`)]
  })
}
