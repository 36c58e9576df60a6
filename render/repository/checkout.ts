import type { BaseFiles } from '../catalog/base-paths.ts'
import { caseConflicts } from './case-conflicts.ts'
import { type Links, linksLeading } from './links.ts'

/** Something in git that keeps Argo CD from the whole repository, here or elsewhere; or that this checkout lacks. */
export interface Hazard {
  readonly severity: 'error' | 'warning'
  /** From the repository's root. */
  readonly path: string
  readonly message: string
  /** What to do. */
  readonly fix: string
}

interface Entries {
  readonly paths: readonly string[]
  readonly links: Links
  readonly submodules: readonly string[]
  readonly gitmodules: boolean
  readonly leftOut: readonly string[]
}

/**
 * What git holds that stops every Application of the repository, wherever it lies.
 *
 * @param base for the settings of Argo CD that this repository brings.
 */
export function hazardsIn(
  { paths, links, submodules, gitmodules, leftOut }: Entries,
  base: BaseFiles,
): Hazard[] {
  const listed = gitmodules && submodules.length === 0 ? ['.gitmodules'] : submodules
  const off = submodulesOff(base)
  return [
    ...linksLeading(links).map(
      (path): Hazard => ({
        severity: 'error',
        path,
        message: `symbolic link to ${JSON.stringify(links.get(path))}, which leads out of the repository: Argo CD refuses every Application of a repository with a link out of it.`,
        fix: 'Replace it with a file, or link to a path inside.',
      }),
    ),
    ...listed.map((path) => submodule(path, off)),
    ...caseConflicts(paths).map(
      ({ path, other }): Hazard => ({
        severity: 'error',
        path,
        message: `differs from ${JSON.stringify(other)} only in case: a checkout on macOS or Windows has one of them, in place of both.`,
        fix: 'Rename one of them: git mv.',
      }),
    ),
    ...foldersLeftOut(leftOut).map(
      ([path, files]): Hazard => ({
        severity: 'error',
        path,
        message: `${files === 1 ? 'one file is' : `${files} files are`} in git but not in this sparse checkout, and would be ignored.`,
        fix: 'Check out everything: git sparse-checkout disable.',
      }),
    ),
  ]
}

/** The folders whose files are read and that a sparse checkout leaves out, with how many. */
const foldersLeftOut = (paths: readonly string[]): [string, number][] =>
  [
    ...Map.groupBy(
      paths.filter((path) => READ.test(path)),
      (path) => path.split('/')[0] ?? '',
    ),
  ].map(([folder, files]) => [folder, files.length])

/** What the tool reads: without a rule or a fact, it would find less and say that all is well. */
const READ = /^(base|environments|policies)\//

function submodule(path: string, off: boolean): Hazard {
  if (NEEDED.test(path))
    return {
      severity: 'error',
      path,
      message: `submodule: Argo CD ${off ? 'does not fetch it, as configured in base/argocd' : 'may not be able to read it'}, and builds without its files.`,
      fix: 'Replace it with its files.',
    }
  return {
    severity: off ? 'warning' : 'error',
    path,
    message: `submodule: ${off ? 'where Argo CD is not set up by base/argocd' : 'Argo CD fetches it, and'} one that it can't read stops every Application of the repository.`,
    fix: `Remove it: git rm ${path}.`,
  }
}

/** What is rendered from, and what Argo CD builds. */
const NEEDED = /^(base|environments|overlays|apps)(\/|$)/

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml/ */
const submodulesOff = (base: BaseFiles): boolean =>
  [...base].some(
    ([path, text]) =>
      path.startsWith('base/argocd/') &&
      /^\s+["']?reposerver\.enable\.git\.submodule["']?:\s*["']false["']/m.test(text),
  )
