import type { Diff, Severity } from '../../diff/model.ts'
import { diffMarkdown } from '../../diff/show/markdown.ts'
import { keepComment } from '../../github/comment.ts'
import { setLabels } from '../../github/labels.ts'
import { setStatus } from '../../github/status.ts'
import { githubOf } from '../release/github.ts'
import { failuresMarkdown } from './failures.ts'
import type { Failure } from './sides.ts'

const MARKER = 'gitops diff'

/**
 * Tells GitHub what a pull request changes: one comment that is kept up to date, a label for each kind of risk, and a
 * status of its commit, which fails where more is removed than may be.
 *
 * @throws GitHubError.
 */
export async function publish(
  root: string,
  found: Diff,
  { comment, status }: { readonly comment?: string; readonly status?: string },
  failures: readonly Failure[],
): Promise<void> {
  const github = githubOf(root)
  if (comment !== undefined) {
    const pullRequest = Number(comment)
    await keepComment(github, {
      pullRequest,
      marker: MARKER,
      body:
        failuresMarkdown(failures) +
        (failures.length > 0 && found.environments.length === 0 ? '' : diffMarkdown(found)),
    })
    await setLabels(github, { pullRequest, owned: OWNED, labels: labelsOf(found) })
  }
  if (status !== undefined)
    await setStatus(github, {
      sha: status,
      context: 'gitops/diff',
      state: failures.length + found.summary.overBudget.length > 0 ? 'failure' : 'success',
      description:
        failures.length > 0
          ? `kustomize can't build ${failures.map(({ name }) => name).join(', ')}`
          : descriptionOf(found),
    })
}

const OWNED = 'risk: '

const COLORS: Readonly<Record<Severity, string>> = { high: 'b60205', medium: 'd93f0b', note: 'c5def5' }

/** A label for each kind of risk that needs a decision; notes are for those who read the comment. */
function labelsOf({ risks, environments }: Diff) {
  const all = [...risks, ...environments.flatMap((each) => each.risks)].filter(
    ({ severity }) => severity !== 'note',
  )
  const worst = new Map<string, Severity>()
  for (const { id, severity } of all) if (worst.get(id) !== 'high') worst.set(id, severity)
  return [...worst].map(([id, severity]) => ({
    name: `${OWNED}${id}`.slice(0, 50),
    color: COLORS[severity],
    description: 'Changes in the cluster; see the comment',
  }))
}

function descriptionOf({ summary }: Diff): string {
  const { environments, added, changed, removed, overBudget } = summary
  if (overBudget.length > 0)
    return `More is removed than the deletion budget of ${overBudget.join(', ')} allows`
  if (environments === 0) return 'Nothing changes in any cluster'
  return `${environments} environments: ${added} added, ${changed} changed, ${removed} removed`
}
