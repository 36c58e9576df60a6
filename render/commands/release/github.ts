import { createHash } from 'node:crypto'
import { githubBranch } from '../../delivery/github-branch.ts'
import { propose } from '../../delivery/proposal.ts'
import type { Publisher } from '../../delivery/publisher.ts'
import { parse } from '../../environment/parse.ts'
import { readFleet } from '../../environment/sources.ts'
import { connect, type GitHub } from '../../github/connect.ts'
import { ensurePullRequest } from '../../github/pull-request.ts'
import { settingsFrom } from '../../github/settings.ts'
import { readInputs } from '../../repository/inputs.ts'
import type { NewCommit } from '../../tools/git-commit.ts'
import type { Result } from './result.ts'

/** @throws GitHubError if there is no token, or fleet.yaml is not a GitHub repository. */
export function githubOf(root: string, env: NodeJS.ProcessEnv = process.env): GitHub {
  const { value } = readFleet(readInputs(root).inputs.fleet, parse)
  return connect(settingsFrom(env, value?.repository ?? ''))
}

/** A branch on GitHub, written through its API. @throws GitHubError as `githubOf` does. */
export const githubPublisher = (root: string, remote: string, branch: string): Publisher =>
  githubBranch(root, remote, githubOf(root), branch)

/**
 * Proposes commits on top of main. The branch is named after the content, so that the same proposal made twice, or by
 * two, is one pull request.
 *
 * @param identity equal for equal proposals. @throws DeliveryError, GitError, GitHubError.
 */
export async function openPullRequest(
  at: { readonly root: string; readonly remote: string; readonly head: string },
  commits: readonly NewCommit[],
  identity: string,
): Promise<Result> {
  const github = githubOf(at.root)
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12)
  const [title = '', ...rest] = (commits[0]?.message ?? '').split('\n')
  const branch = await propose(at, `gitops/${hash}`, commits, (name) =>
    githubBranch(at.root, at.remote, github, name),
  )
  const { number, url, created } = await ensurePullRequest(github, {
    head: branch,
    base: 'main',
    title,
    body: rest.join('\n').trim(),
  })
  return {
    lines: [{ text: `${created ? 'opened' : 'found'} pull request ${number}: ${url}`, tone: 'good' }],
    json: { pullRequest: { number, url, created, branch } },
  }
}
