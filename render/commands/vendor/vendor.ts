import { withTemporaryStage } from '../../build/folders.ts'
import { isKustomization } from '../../catalog/kustomization.ts'
import type { Change } from '../../emit/tree.ts'
import { FLEET_FILE } from '../../environment/environment.ts'
import { parse } from '../../environment/parse.ts'
import { readFleet } from '../../environment/sources.ts'
import { EXIT, type Line, type Outcome, wrong } from '../../output/outcome.ts'
import { refused } from '../../output/place.ts'
import { progress } from '../../output/progress.ts'
import { type Problem, wrongFile } from '../../problem/problem.ts'
import { filesBelow, workTree } from '../../repository/files.ts'
import { textOf } from '../../repository/text.ts'
import { removeAbandonedStages } from '../../repository/work-folder.ts'
import { applyChanges } from '../../repository/write.ts'
import { findHelm, type Helm, HelmError } from '../../tools/helm.ts'
import { editsOf, readLock } from '../../vendor/lock.ts'
import { lockFile, type Source } from '../../vendor/source.ts'
import { inflateChart } from './chart.ts'
import type { Inflated } from './inflated.ts'
import { oldestKubernetes } from './kubernetes.ts'
import { inflateFolder } from './kustomize.ts'
import { type Proposal, proposalOf } from './proposal.ts'
import { scopeOf } from './scope.ts'
import { compareSource, diffLines, type SourceDiff } from './show.ts'
import { readVendored, sourcesOf, unknownSource, type Vendored } from './sources.ts'

export interface VendorOptions {
  /** A version, or true for the newest. */
  readonly update?: string | true
  /** Fetch again although nothing changed here. */
  readonly refetch?: boolean
  readonly dryRun?: boolean
}

/** What one source came to. */
interface Result {
  readonly name: string
  readonly inflated: Inflated
  readonly proposal: Proposal
  readonly diff: SourceDiff
}

/**
 * Fetches and renders the sources of base/vendor into files of the repository at `root`: those that changed, or whose
 * files did. Everything is fetched, rendered and checked first; then all of it is written, or nothing.
 *
 * @param names only these; all if empty.
 * @throws {HelmError}, {GitError} or {KustomizeError} if a tool or the network fails, and what the file system throws.
 */
export async function vendor(
  root: string,
  names: readonly string[],
  { update, refetch = false, dryRun = false }: VendorOptions = {},
): Promise<Outcome> {
  const vendored = readVendored(root)
  const unknown = names.filter((name) => !vendored.names.includes(name))
  if (unknown.length > 0) return wrong(unknown.map((name) => unknownSource(name, vendored)).join('\n'))
  if (typeof update === 'string' && vendored.names.includes(update))
    return wrong(`--update ${update}: is a source; write \`npm run vendor -- ${update} --update\`.`)
  if (typeof update === 'string' && names.length !== 1)
    return wrong('--update VERSION: name the one source that it is for.')
  const chosen = names.length > 0 ? [...new Set(names)] : vendored.names
  const { value: fleet, problems: fleetProblems } = readFleet(fleetBytes(root), parse)
  const { sources, problems } = sourcesOf(vendored, chosen)
  const wrongInput = [...vendored.problems, ...fleetProblems, ...problems]
  if (wrongInput.length > 0 || !fleet) return refused(wrongInput, textOf(root))

  const kubernetes = oldestKubernetes(fleet)
  const kustomize = Object.values(fleet.clusters)[0]?.argocd.kustomize ?? ''
  const wanted = [...sources].filter(
    ([name]) => update !== undefined || refetch || editsOf(name, vendored.files, kubernetes).some(isOurs),
  )
  const crds = new Map([...vendored.files].filter(([path]) => path.startsWith('base/crds/')))
  const results: Result[] = []
  const told = progress('Vendored', wanted.length)
  try {
    const helm = wanted.some(([, { chart }]) => chart) ? await findHelm(root) : undefined
    for (const [name, source] of wanted) {
      const inflated = await withTemporaryStage((stage) =>
        inflate(root, name, source, {
          helm,
          kubernetes,
          kustomize,
          stage,
          ...(update !== undefined && { update: update === true ? {} : { version: update } }),
        }),
      )
      const proposal = proposalOf(name, source, inflated, vendored.files, (brought) =>
        scopeOf(root, crds, source.kubernetes ?? kubernetes, brought),
      )
      const diff = compareSource(name, vendored.files, proposal.sorted, inflated.values)
      results.push({ name, inflated, proposal, diff })
      told.step()
    }
  } finally {
    told.end()
  }
  const found = results.flatMap(({ inflated, proposal }) =>
    inflated.problems.length > 0 && inflated.manifests.length === 0
      ? inflated.problems
      : [...inflated.problems, ...proposal.problems],
  )
  const changes = results.flatMap(({ proposal }) => proposal.changes)
  const all = [...found, ...writtenTwice(changes)]
  if (all.length > 0) return refused(all, textOf(root))
  if (!dryRun) {
    removeAbandonedStages(root)
    applyChanges(root, changes)
  }
  return outcomeOf({ root, chosen, sources, results, changes, dryRun, vendored })
}

/** A file that nobody put there for vendor is left alone, and `check` names it. */
const isOurs = ({ finding }: ReturnType<typeof editsOf>[number]): boolean => finding !== 'unmanaged'

function fleetBytes(root: string): Uint8Array | undefined {
  const tree = workTree(root)
  return tree.kind(FLEET_FILE) === 'file' ? tree.read(FLEET_FILE) : undefined
}

interface InflateOptions {
  readonly helm: Helm | undefined
  readonly kubernetes: string
  readonly kustomize: string
  readonly stage: string
  readonly update?: { readonly version?: string }
}

async function inflate(
  root: string,
  name: string,
  { chart, kustomize, ...source }: Source,
  { helm, ...options }: InflateOptions,
): Promise<Inflated> {
  try {
    if (kustomize) return await inflateFolder(root, name, { ...source, kustomize }, options)
    if (chart && helm) return await inflateChart(name, { ...source, chart }, { ...options, helm })
  } catch (error) {
    if (!(error instanceof HelmError) && !(error instanceof Error && error.name === 'GitError')) throw error
    throw Object.assign(error, { message: `base/vendor/${name}: ${error.message}\nNothing was written.` })
  }
  throw new Error(`${name} has no source`)
}

/** Two sources that bring the same definition, in one run. */
const writtenTwice = (changes: readonly Change[]): Problem[] =>
  [...Map.groupBy(changes, ({ path }) => path)].flatMap(([path, these]) =>
    these.filter(({ kind }) => kind !== 'delete').length > 1
      ? [wrongFile(path, 'is brought by two sources: write crds: false in the source.yaml of one.')]
      : [],
  )

interface Told {
  readonly root: string
  readonly chosen: readonly string[]
  readonly sources: ReadonlyMap<string, Source>
  readonly results: readonly Result[]
  readonly changes: readonly Change[]
  readonly dryRun: boolean
  readonly vendored: Vendored
}

function outcomeOf({ root, chosen, sources, results, changes, dryRun, vendored }: Told): Outcome {
  const unused = changes.length === 0 ? [] : unusedIn(root, results)
  return {
    exit: EXIT.good,
    lines: [
      ...results.flatMap((result) => sourceLines(result, vendored)),
      ...changes.map(
        ({ kind, path }): Line => ({
          text: `${dryRun ? FUTURE[kind] : PAST[kind]} ${path}`,
          tone: 'changed',
        }),
      ),
      { text: summary(chosen.length, changes.length, dryRun), tone: 'good' },
      ...unused.map(
        (name): Line => ({
          text: `Next: name ../../vendor/${name} under resources of base/components/${name}/kustomization.yaml (kind: Component), and ${name}: {} under components of an environment. See docs/vendor.md.`,
        }),
      ),
    ],
    errors: [],
    json: {
      dryRun,
      sources: [...sources.keys()].map((name) => {
        const result = results.find((each) => each.name === name)
        if (!result) return { name, status: 'unchanged' }
        const { inflated, proposal, diff } = result
        return {
          name,
          status: proposal.changes.length > 0 ? 'changed' : 'unchanged',
          fetched: inflated.fetched,
          renderedWith: inflated.renderedWith,
          notes: [...inflated.notes, ...proposal.sorted.notes, ...crdNotes(proposal)],
          diff,
        }
      }),
      changes: changes.map(({ kind, path }) => ({ kind, path })),
    },
  }
}

const PAST = { create: 'created', update: 'updated', delete: 'deleted' }
const FUTURE = { create: 'would create', update: 'would update', delete: 'would delete' }

function sourceLines({ name, inflated, proposal, diff }: Result, { files }: Vendored): Line[] {
  const before = readLock(files.get(lockFile(name)) ?? '')?.fetched
  const { chart, repository, path, commit, digest, version } = inflated.fetched
  const what = chart ?? `${repository} ${path}`
  const now = version ?? commit?.slice(0, 12) ?? ''
  const was = before?.['version'] ?? before?.['commit']?.slice(0, 12)
  const change = was === undefined || was === now ? now : `${was} -> ${now}`
  return [
    { text: `${name}: ${what} ${change} (${digest ?? commit}), ${inflated.renderedWith}` },
    ...diffLines(diff),
    ...[...inflated.notes, ...proposal.sorted.notes, ...crdNotes(proposal)].map(
      (text): Line => ({ text: `  note: ${text}`, tone: 'quiet' }),
    ),
  ]
}

/** Nothing deploys what is in base/crds. */
const crdNotes = ({ sorted }: Proposal): string[] =>
  sorted.crds.map(
    ({ metadata }) =>
      `CustomResourceDefinition ${metadata.name} is in base/crds for validate; the administrators of the cluster install it.`,
  )

function summary(sources: number, changes: number, dryRun: boolean): string {
  const count = sources === 1 ? '1 source' : `${sources} sources`
  if (changes === 0) return `${count}: nothing to change.`
  const files = changes === 1 ? '1 file' : `${changes} files`
  return dryRun ? `${count}: ${files} would change; nothing was written.` : `${count}: ${files} changed.`
}

/** The sources that no kustomization of base names yet. */
function unusedIn(root: string, results: readonly Result[]): string[] {
  const kustomizations = [...filesBelow(workTree(root), 'base')].filter(([path]) => isKustomization(path))
  return results
    .map(({ name }) => name)
    .filter(
      (name) => !kustomizations.some(([, text]) => new RegExp(`\\.\\./vendor/${name}/?["'\\s]`).test(text)),
    )
}
