import type { Change } from '../../emit/tree.ts'
import { FLEET_FILE } from '../../environment/environment.ts'
import { parse } from '../../environment/parse.ts'
import { readFleet } from '../../environment/sources.ts'
import { type Outcome, wrong } from '../../output/outcome.ts'
import { refused } from '../../output/place.ts'
import { type Problem, wrongFile } from '../../problem/problem.ts'
import { workTree } from '../../repository/files.ts'
import { textOf } from '../../repository/text.ts'
import { removeAbandonedStages } from '../../repository/work-folder.ts'
import { applyChanges } from '../../repository/write.ts'
import { editsOf } from '../../vendor/lock.ts'
import { vendoredFrom } from '../../vendor/split.ts'
import { oldestKubernetes } from './kubernetes.ts'
import { outcomeOf } from './outcome.ts'
import { resultsOf } from './results.ts'
import { readVendored, sourcesOf, unknownSource, type Vendored } from './sources.ts'

export interface VendorOptions {
  /** A version, or true for the newest. */
  readonly update?: string | true
  /** Fetch again although nothing changed here. */
  readonly refetch?: boolean
  readonly dryRun?: boolean
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
    return wrong('--update VERSION: name exactly one source.')
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
  const results = await resultsOf(root, wanted, vendored.files, {
    kubernetes,
    kustomize,
    ...(update !== undefined && { update: update === true ? {} : { version: update } }),
  })
  const found = results.flatMap(({ inflated, proposal }) =>
    inflated.problems.length > 0 && inflated.manifests.length === 0
      ? inflated.problems
      : [...inflated.problems, ...proposal.problems],
  )
  const changes = [
    ...results.flatMap(({ proposal }) => proposal.changes),
    ...(names.length === 0 ? orphansIn(vendored) : []),
  ]
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

/** Two sources that bring the same definition, in one run. */
const writtenTwice = (changes: readonly Change[]): Problem[] =>
  [...Map.groupBy(changes, ({ path }) => path)].flatMap(([path, these]) =>
    these.filter(({ kind }) => kind !== 'delete').length > 1
      ? [wrongFile(path, 'is defined by two sources; set crds: false in one source.yaml.')]
      : [],
  )

/** Definitions that came from a source whose folder is gone. */
const orphansIn = ({ names, files }: Vendored): Change[] =>
  [...files].flatMap(([path, text]): Change[] => {
    const name = vendoredFrom(text)
    return name === undefined || names.includes(name) ? [] : [{ kind: 'delete', path }]
  })
