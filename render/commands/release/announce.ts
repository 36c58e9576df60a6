import { appendFileSync } from 'node:fs'
import { code, prose } from '../../diff/show/escape.ts'
import { GitHubError } from '../../github/github-error.ts'
import { openIssue } from '../../github/issue.ts'
import type { Line, Outcome } from '../../output/outcome.ts'
import { warningLine } from '../../tools/github-output.ts'
import { githubOf } from './github.ts'

/** What everybody is told about. */
export interface Rollback {
  readonly environment: string
  readonly reason: string
  /** Of a rollback that no person started: what happened, a line each, in Markdown. */
  readonly failure?: readonly string[]
}

/**
 * Tells everybody about a rollback that was committed: in the summary of the workflow's run, and in an issue, opened
 * with $ANNOUNCE_TOKEN if the token that writes commits can't. An issue that can't be opened is a warning: the rollback
 * is done, and a red run would look as if it weren't.
 *
 * @returns the outcome with a line more.
 */
export async function announced(root: string, outcome: Outcome, rollback: Rollback): Promise<Outcome> {
  const commit = outcome.json['commit']
  if (typeof commit !== 'string') return outcome
  const title = `Rolled back: ${rollback.environment}`
  const body = bodyOf(rollback, commit, outcome.lines)
  const summary = process.env['GITHUB_STEP_SUMMARY']
  if (summary) appendFileSync(summary, `## ${title}\n\n${body}\n`)
  return { ...outcome, lines: [...outcome.lines, await issueLine(root, { title, body, mark: commit })] }
}

async function issueLine(root: string, issue: Parameters<typeof openIssue>[1]): Promise<Line> {
  const token = process.env['ANNOUNCE_TOKEN']?.trim()
  try {
    const url = await openIssue(githubOf(root, { ...process.env, ...(token && { GH_TOKEN: token }) }), issue)
    return { text: `opened issue ${url}`, tone: 'good' }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return { text: warningLine('no issue was opened', error.message) }
  }
}

/** Markdown. The reason is set as code, so that it neither mentions a user nor acts as markup. */
function bodyOf({ environment, reason, failure }: Rollback, commit: string, lines: readonly Line[]): string {
  const { GITHUB_ACTOR: actor, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
  const run = `${server}/${repository}/actions/runs/${process.env['GITHUB_RUN_ID']}`
  return [
    `${failure ? 'The workflow' : actor ? `@${actor}` : 'A person'} rolled ${code(environment)} back${server ? ` in [this run](${run})` : ''}:`,
    `commit ${commit}. Reason: ${code(reason)}`,
    '',
    ...(failure ? [...failure, ''] : []),
    ...lines.map(({ text }) => `- ${prose(text)}`),
    '',
    `It is held there. When the cause is fixed: ${code(`npm run release-hold -- ${environment} --push`)}, and close this.`,
  ].join('\n')
}
