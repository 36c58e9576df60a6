import { isKustomization } from '../../catalog/kustomization.ts'
import type { Change } from '../../emit/tree.ts'
import { EXIT, type Line, type Outcome } from '../../output/outcome.ts'
import { filesBelow, workTree } from '../../repository/files.ts'
import { counted } from '../../text/counted.ts'
import { readLock } from '../../vendor/lock.ts'
import { lockFile, type Source } from '../../vendor/source.ts'
import type { Result } from './results.ts'
import { diffLines } from './show.ts'
import type { Vendored } from './sources.ts'

/** All that a run did. */
export interface Run {
  readonly root: string
  readonly chosen: readonly string[]
  readonly sources: ReadonlyMap<string, Source>
  readonly results: readonly Result[]
  readonly changes: readonly Change[]
  readonly dryRun: boolean
  readonly vendored: Vendored
}

/** What a run of vendor has to say. */
export function outcomeOf({ root, chosen, sources, results, changes, dryRun, vendored }: Run): Outcome {
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
          text: `Next: add ../../vendor/${name} to resources of base/components/${name}/kustomization.yaml (kind: Component), and ${name}: {} under components of an environment. See docs/vendor.md.`,
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
          notes: notesOf(result),
          diff,
        }
      }),
      changes: changes.map(({ kind, path }) => ({ kind, path })),
    },
  }
}

const PAST = { create: 'created', update: 'updated', delete: 'deleted' }
const FUTURE = { create: 'would create', update: 'would update', delete: 'would delete' }

function sourceLines(result: Result, { files }: Vendored): Line[] {
  const { name, inflated, diff } = result
  const before = readLock(files.get(lockFile(name)) ?? '')?.fetched
  const { chart, repository, path, commit, digest, version } = inflated.fetched
  const what = chart ?? `${repository} ${path}`
  const now = version ?? commit?.slice(0, 12) ?? ''
  const was = before?.['version'] ?? before?.['commit']?.slice(0, 12)
  const change = was === undefined || was === now ? now : `${was} -> ${now}`
  return [
    { text: `${name}: ${what} ${change} (${digest ?? commit}), ${inflated.renderedWith}` },
    ...diffLines(diff),
    ...notesOf(result).map((text): Line => ({ text: `  note: ${text}`, tone: 'quiet' })),
  ]
}

/** What people must know of a source. Nothing deploys what is in base/crds. */
const notesOf = ({ inflated, proposal: { sorted } }: Result): string[] => [
  ...inflated.notes,
  ...sorted.notes,
  ...sorted.crds.map(
    ({ metadata }) =>
      `CustomResourceDefinition ${metadata.name} is in base/crds for validate; the administrators of the cluster install it.`,
  ),
]

function summary(sources: number, changes: number, dryRun: boolean): string {
  const count = counted(sources, 'source')
  if (changes === 0) return `${count}: nothing to change.`
  const files = counted(changes, 'file')
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
