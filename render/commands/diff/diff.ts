import { parse } from '../../environment/parse.ts'
import { EXIT, type Line, type Outcome } from '../../output/outcome.ts'
import { cachedParse, openParsed } from '../../repository/cached-parse.ts'
import { startOf } from '../base-commit.ts'
import { notInGit } from '../not-in-git.ts'
import { failuresMarkdown } from './failures.ts'
import { rootRisks, withRisks } from './root-risks.ts'
import { buildSides, planSides } from './sides.ts'
import { treeAt } from './tree.ts'
import { workTreeSide } from './work-tree.ts'

export interface DiffCommandOptions {
  /** What to compare with; the commit where both parted counts. Defaults to HEAD. */
  readonly base?: string
  readonly markdown?: boolean
  /** The pull request to tell on GitHub. */
  readonly comment?: string
  /** The commit to mark on GitHub. */
  readonly status?: string
}

/**
 * Says what the working tree will change in the clusters, against the point where it parted from another commit.
 *
 * @throws GitError, GitHubError, KustomizeError if the old side can't be built.
 */
export async function diff(root: string, options: DiffCommandOptions): Promise<Outcome> {
  const { base = 'HEAD' } = options
  const parsed = openParsed(root)
  const read = cachedParse(parse, parsed)
  const starting = startOf(root, base).catch(notInGit)
  starting.catch(() => {}) // git works while the working tree is rendered, whose problems come first
  const after = await workTreeSide(root, read)
  if ('exit' in after) return after

  const start = await starting
  if ('exit' in start) return start
  const before = await treeAt(root, start.commit)
  const plan = await planSides(root, before, after, read)
  parsed.save()
  const comparison = once(async () => {
    const { startComparison } = await import('./comparison.ts')
    return startComparison(root, plan, after, read)
  })
  const failures = await buildSides(root, plan, async () => (await comparison()).add)
  const compared = (await comparison()).end()
  const roots = rootRisks(before, after)
  // Where no environment changes there is no table of risks to put them into.
  const hasChanges = compared.environments.length > 0
  const found = hasChanges ? withRisks(compared, roots) : compared
  const warnings = [
    ...start.warnings,
    ...plan.warnings,
    ...(hasChanges ? [] : roots.map(({ message, steps = [] }) => [message, ...steps].join(' '))),
  ]
  if ((options.comment ?? options.status) !== undefined) {
    // GitHub's client takes as long to load as all of this.
    const { publish } = await import('./publish.ts')
    await publish(root, found, options, failures)
  }
  const { diffMarkdown } = await import('../../diff/show/markdown.ts')
  const { diffLines } = await import('../../diff/show/text.ts')
  // What can't be built may change anything.
  const nothing = failures.length > 0 && found.environments.length === 0
  return {
    exit: failures.length > 0 || found.summary.overBudget.length > 0 ? EXIT.findings : EXIT.good,
    lines: options.markdown
      ? [{ text: failuresMarkdown(failures) + (nothing ? '' : diffMarkdown(found)) }]
      : [
          ...failures.map(
            ({ name, error }): Line => ({
              text: `overlays/${name}: kustomize can't build it:\n${error}`,
              tone: 'bad',
            }),
          ),
          ...(nothing ? [] : diffLines(found)),
        ],
    errors: warnings,
    json: { base: start.commit, ...found, failures, warnings },
  }
}

/** A function that runs when it is first called. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
