import { posix } from 'node:path'
import { type Problem, wrongFile } from '../problem/problem.ts'
import type { BaseFiles } from './base-paths.ts'
import { documentsOf } from './documents.ts'
import { filesOf, isKustomization, type Kustomization, referencesOf } from './kustomization.ts'

/**
 * Files and folders of base that no kustomization names: kustomize passes them over without a word, and a policy or a
 * budget that someone added is not there. To be asked of a base that has no other problem.
 */
export function unnamedIn(files: BaseFiles): Problem[] {
  const named = new Set(
    [...files].flatMap(([path, text]) => (isKustomization(path) ? namedBy(path, text) : [])),
  )
  return [...files.keys()].flatMap((path) => {
    const folder = posix.dirname(path)
    if (isKustomization(path)) return named.has(folder) || isEntrance(folder) ? [] : [unnamed(path, 'folder')]
    return !/\.ya?ml$/.test(path) || OURS.test(path) || named.has(path) ? [] : [unnamed(path, 'file')]
  })
}

function unnamed(path: string, what: 'file' | 'folder'): Problem {
  const from = posix.dirname(what === 'file' ? path : posix.dirname(path))
  return wrongFile(
    path,
    `No kustomization names this ${what}, so it has no effect: add it to ${from}/kustomization.yaml, or remove it.`,
  )
}

/** What the renderer and the rules read; and what vendor writes, where `check` finds what it didn't. */
const OURS = /\/(programs|reachability|requirements)\.yaml$|^base\/vendor\//

/** Folders that overlays, people or services to come name. */
const isEntrance = (folder: string): boolean =>
  /^base\/(platform|argocd(\/[^/]+)?|vendor\/[^/]+|services\/[^/]+(\/autoscaling)?|(components|shared)\/[^/]+)$/.test(
    folder,
  )

function namedBy(path: string, text: string): string[] {
  const folder = posix.dirname(path)
  const [kustomization = {}] = documentsOf(path, text, []) as Kustomization[]
  return [...referencesOf(kustomization), ...filesOf(kustomization)].map(({ to }) =>
    posix.join(folder, String(to)).replace(/\/$/, ''),
  )
}
