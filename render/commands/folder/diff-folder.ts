import { diff as compare } from '../../diff/diff.ts'
import type { Diff, EnvironmentSides, Side } from '../../diff/model.ts'
import { diffMarkdown } from '../../diff/show/markdown.ts'
import { diffLines } from '../../diff/show/text.ts'
import { readFolder } from '../../folder/folder.ts'
import { EXIT, type Line, type Outcome, wrong } from '../../output/outcome.ts'
import { workTree } from '../../repository/files.ts'
import { textOf } from '../../repository/text.ts'
import { oneLine } from '../../text/safe.ts'
import { reachOf } from '../../verify/reach/reach.ts'
import { startOf } from '../base-commit.ts'
import { failuresMarkdown } from '../diff/failures.ts'
import { notInGit } from '../not-in-git.ts'
import { withCommit } from './commit-files.ts'
import { type LoadedFolder, loadFolder, type Unit } from './load.ts'
import { placedProblems, refusalLines } from './refusals.ts'
import { placeOf } from './tree.ts'

export interface DiffFolderOptions {
  readonly path: string
  /** What to compare with; the commit where both parted counts. HEAD if omitted. */
  readonly base?: string
  readonly markdown?: boolean
  /** How many resources the change may remove; 0 if omitted. */
  readonly deletionBudget?: string
}

/**
 * Says what a change of any folder will change in a cluster: its kustomizations and manifests in the working tree, against
 * the point where it parted from another commit. Runs no code of it, fetches nothing, and writes nothing.
 *
 * @throws GitError, KustomizeError if there is none, and what the file system throws.
 */
export async function diffFolder(options: DiffFolderOptions): Promise<Outcome> {
  const { path, base = 'HEAD', deletionBudget: given = '0' } = options
  if (!/^\d+$/.test(given)) return wrong('--deletion-budget: must be an integer ≥ 0')
  const here = placeOf(path)
  if (typeof here === 'string') return wrong(here)
  const { root, dir } = here
  const start = await startOf(root, base).catch(notInGit)
  if ('exit' in start) return start

  const after = await loadFolder(root, workTree(root), dir)
  const commit = await withCommit(root, start.commit, (files) => {
    const seen = readFolder(files, dir)
    // What builds and manifests read, too.
    for (const file of [...seen.kustomizations.flatMap(({ paths }) => paths), ...seen.manifests])
      files.read(file)
    return seen
  })
  const before = await loadFolder(root, commit.files, dir)
  const broken = new Set([...brokenIn(before), ...brokenIn(after)])
  const found = compare(
    sidesOf(before, after, Number(given)).filter(({ name }) => !broken.has(name)),
    { reach: (resources) => reachOf(resources).map(({ from, to, port }) => `${from} -> ${to}:${port}`) },
  )
  const remediated = withRemediation(found)
  const problems = placedProblems(after.problems, textOf(root))
  const lost = [...before.failures.map(({ name }) => name), ...before.problems.map(({ file }) => file)]
  const warnings = [
    ...start.warnings,
    ...[...new Set(lost)].map((each) =>
      oneLine(`${each}: can't be built as it was before, so that it is not compared.`),
    ),
  ]
  const { failures } = after
  const nothing = failures.length + problems.length > 0 && remediated.environments.length === 0
  return {
    exit:
      problems.length > 0
        ? EXIT.input
        : failures.length > 0 || remediated.summary.overBudget.length > 0
          ? EXIT.findings
          : EXIT.good,
    lines: [
      ...refusalLines(problems),
      ...(options.markdown
        ? [{ text: failuresMarkdown(failures) + (nothing ? '' : diffMarkdown(remediated)) }]
        : [
            ...failures.map(
              ({ name, error }): Line => ({
                text: `${name}: kustomize can't build it:\n${error}`,
                tone: 'bad',
              }),
            ),
            ...(nothing ? [] : diffLines(remediated)),
          ]),
    ],
    errors: warnings,
    json: { base: start.commit, path: dir || '.', ...remediated, failures, problems, warnings },
  }
}

/** The folders of which one side is not known. */
const brokenIn = ({ failures, problems }: LoadedFolder): string[] => [
  ...failures.map(({ name }) => name),
  ...problems.map(({ file }) => file.split('/').slice(0, -1).join('/') || '.'),
]

function sidesOf(before: LoadedFolder, after: LoadedFolder, deletionBudget: number): EnvironmentSides[] {
  const side = ({ resources }: Unit): Side => ({ cluster: '', resources, deletionBudget, revision: '' })
  const [old, now] = [before, after].map(({ units }) => new Map(units.map((each) => [each.name, each])))
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort().map((name) => {
    const [was, is] = [old?.get(name), now?.get(name)]
    return {
      name,
      ...(was && { before: side(was) }),
      ...(is && { after: side(is) }),
      causes: { own: true, base: false },
    }
  })
}

/** A folder has no environment.yaml to raise its budget in. */
const withRemediation = (diff: Diff): Diff => ({
  ...diff,
  environments: diff.environments.map((each) =>
    each.deletions.exceeded
      ? {
          ...each,
          deletions: {
            ...each.deletions,
            remediation: `If all of this is meant to be removed, pass --deletion-budget ${each.deletions.removed}.`,
          },
        }
      : each,
  ),
})
