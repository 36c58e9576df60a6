import type { Diff } from '../model.ts'
import { fitLines, GITHUB_LIMIT, lengthOf } from './fit.ts'
import { folds } from './folds.ts'
import { alike } from './group.ts'
import { table, warnings } from './sections.ts'

/** Kept free for what the caller adds: a line that marks the comment as its own. */
const MARKER = 200

/**
 * A change as a comment on a pull request. It always fits: details are shortened first, an equal share for each
 * environment; then the table; then risks and removals, of which the worst come first and the missing are counted.
 *
 * @param limit code points, at least 1,000; defaults to GitHub's own minus room for a marker.
 */
export function diffMarkdown(diff: Diff, limit: number = GITHUB_LIMIT - MARKER): string {
  if (diff.environments.length === 0) return 'Nothing changes in any cluster.\n'
  const blocks = warnings(diff, limit)
  // The table may take what the warnings leave, and a quarter in any case.
  const rows = fitLines(
    table(diff),
    Math.max(limit / 4, limit - roomOf(blocks)),
    (missing) => `\n${missing} more environments are not shown.`,
  )
  const fitted = fitLines(
    blocks,
    limit - roomOf(rows),
    (missing) => `- ${missing} more risks and removals, none of them worse: see \`npm run diff\`.`,
  )
  const rest = folds(alike(diff.environments), limit - roomOf([...rows, ...fitted]))
  return [...rows, ...fitted, ...rest].map((line) => `${line}\n`).join('')
}

/** Code points of some lines, each with its line break. */
const roomOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + lengthOf(line) + 1, 0)
