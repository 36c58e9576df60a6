import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect } from 'vitest'
import { renderedChanges } from '../../render/commands/release/changes.ts'
import { isOutcome, snapshotAt } from '../../render/commands/release/snapshot.ts'
import type { Holds, Release } from '../../render/environment/schema.ts'
import { git, PLAIN, textAt } from './clones.ts'

// What is looked at afterwards, by git and by render, and by none of the code that delivered it.

/** What a commit says about an environment. */
export function releaseAt(root: string, commit: string, environment: string): Release['services'] {
  const text = textAt(root, commit, `environments/${environment}/release.yaml`)
  return text === undefined ? {} : (load(text) as Release).services
}

export function holdsAt(root: string, commit: string, environment: string): Holds {
  const text = textAt(root, commit, `environments/${environment}/holds.yaml`)
  return text === undefined ? {} : (load(text) as Holds)
}

/** The files of a commit that aren't what render makes of its sources; all environments. */
export async function unrendered(root: string, commit: string): Promise<string[]> {
  const snapshot = await snapshotAt(root, commit)
  if (isOutcome(snapshot)) return [...snapshot.errors]
  return snapshot.rendering.definitions.flatMap(({ name }) => [...renderedChanges(snapshot, name).keys()])
}

/** The commits at which something becomes true that wasn't so in the one before. @param commits oldest first. */
export const begins = (commits: readonly string[], is: (commit: string) => boolean): string[] =>
  commits.filter((commit, index) => {
    const before = commits[index - 1]
    return is(commit) && !(before !== undefined && is(before))
  })

/** Git finds nothing broken; what no branch holds may be there. */
export function expectSound(root: string): void {
  const run = execFileSync('git', ['fsck', '--strict', '--no-dangling', '--no-progress'], {
    cwd: root,
    env: { ...process.env, ...PLAIN },
    encoding: 'utf8',
    stdio: 'pipe',
  })
  expect(run).toBe('')
}

/** No lock, index, stage or reference of a run that is gone. */
export function expectTidy(root: string, gitFolder: string): void {
  expect(
    globSync('**/*.lock*', { cwd: gitFolder }).concat(globSync('todo-gitops*', { cwd: gitFolder })),
  ).toEqual([])
  expect(globSync('gitops-render/work-branch*', { cwd: gitFolder })).toEqual([])
  expect(globSync('.render/*', { cwd: root })).toEqual([])
  const refs = git(root, 'for-each-ref', '--format=%(refname)').split('\n')
  expect(refs.filter((ref) => !/^refs\/(heads|remotes\/origin)\//.test(ref))).toEqual([])
}

/** Every update of a bare repository's branch went forward. @returns how many there were. */
export function expectForwardOnly(remote: string, branch: string): number {
  const log = git(remote, 'reflog', 'show', '--format=%H', branch).split('\n').reverse()
  for (const [index, commit] of log.entries()) {
    const before = log[index - 1]
    if (before !== undefined) git(remote, 'merge-base', '--is-ancestor', before, commit)
  }
  expect(log.at(-1)).toBe(git(remote, 'rev-parse', branch))
  return log.length - 1
}
