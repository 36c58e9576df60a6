import { withTemporaryStage } from '../../build/folders.ts'
import { progress } from '../../output/progress.ts'
import { GitError } from '../../tools/git.ts'
import { findHelm, type Helm, HelmError } from '../../tools/helm.ts'
import type { Source } from '../../vendor/source.ts'
import { inflateChart } from './chart.ts'
import type { Inflated } from './inflated.ts'
import { inflateFolder } from './kustomize.ts'
import { type Proposal, proposalOf } from './proposal.ts'
import { scopeOf } from './scope.ts'
import { compareSource, type SourceDiff } from './show.ts'

/** What one source came to. */
export interface Result {
  readonly name: string
  readonly inflated: Inflated
  readonly proposal: Proposal
  readonly diff: SourceDiff
}

export interface ResultOptions {
  /** What charts are rendered for if their source says nothing. */
  readonly kubernetes: string
  /** The version that Argo CD builds with. */
  readonly kustomize: string
  /** Takes this version, or the newest one, instead of what is pinned. */
  readonly update?: { readonly version?: string }
}

/**
 * Fetches and renders sources, one after the other, and says what each would write. Writes nothing.
 *
 * @param files every file of base/vendor and base/crds, by path.
 * @throws {HelmError}, {GitError} or {KustomizeError} if a tool or the network fails.
 */
export async function resultsOf(
  root: string,
  sources: readonly (readonly [string, Source])[],
  files: ReadonlyMap<string, string>,
  options: ResultOptions,
): Promise<Result[]> {
  const crds = new Map([...files].filter(([path]) => path.startsWith('base/crds/')))
  const results: Result[] = []
  const bar = progress('Vendored', sources.length)
  try {
    const helm = sources.some(([, { chart }]) => chart) ? await findHelm(root) : undefined
    for (const [name, source] of sources) {
      bar.begin(`Fetching and rendering ${name}`)
      const inflated = await withTemporaryStage((stage) =>
        inflate(root, name, source, { ...options, helm, stage }),
      )
      const proposal = proposalOf(name, source, inflated, files, (brought) =>
        scopeOf(root, crds, source.kubernetes ?? options.kubernetes, brought),
      )
      const diff = compareSource(name, files, proposal.sorted, inflated.values)
      results.push({ name, inflated, proposal, diff })
      bar.step()
    }
  } finally {
    bar.end()
  }
  return results
}

async function inflate(
  root: string,
  name: string,
  { chart, kustomize, ...source }: Source,
  { helm, ...options }: ResultOptions & { readonly helm: Helm | undefined; readonly stage: string },
): Promise<Inflated> {
  try {
    if (kustomize) return await inflateFolder(root, name, { ...source, kustomize }, options)
    if (chart && helm) return await inflateChart(name, { ...source, chart }, { ...options, helm })
  } catch (error) {
    if (!(error instanceof HelmError) && !(error instanceof GitError)) throw error
    throw Object.assign(error, { message: `base/vendor/${name}: ${error.message}\nNothing was written.` })
  }
  throw new Error(`${name} has no source`)
}
