import { setTimeout } from 'node:timers/promises'
import { mergedTree, type NewCommit } from '../tools/git-commit.ts'
import { filesAt } from '../tools/git-files.ts'
import { fetchBranch } from './fetch.ts'
import { DeliveryError, isItAFork, type Publisher } from './publisher.ts'

const NAMES = 20

/** How often a branch that the remote doesn't show may be there already: git may be a moment behind. */
const HIDDEN = 8
const PAUSE = 250

/**
 * Sees to it that a branch of the remote proposes just these commits for `head`: `name`, so that who proposes the same
 * finds it, also after a kill. A branch of that name may be left of a proposal that was merged, or that main has
 * overtaken; then it is `name-2`, and so on: no existing branch is moved.
 *
 * @param publisherOf writes a branch that isn't there yet.
 * @returns the branch. @throws {DeliveryError}, GitError, and what the publisher throws.
 */
export async function propose(
  { root, remote, head }: { readonly root: string; readonly remote: string; readonly head: string },
  name: string,
  commits: readonly NewCommit[],
  publisherOf: (branch: string) => Pick<Publisher, 'publish'>,
): Promise<string> {
  let hidden = 0
  for (let number = 1; number <= NAMES; number++) {
    const branch = number === 1 ? name : `${name}-${number}`
    const there = await fetchBranch(root, remote, branch)
    if (there === undefined) {
      if (await publisherOf(branch).publish(head, commits)) return branch
      if (++hidden === HIDDEN)
        throw new DeliveryError(`${remote} has no branch ${branch}, and GitHub has one: ${isItAFork(remote)}`)
      await setTimeout(PAUSE * (hidden - 1))
      number-- // Someone made it meanwhile: look at it.
    } else if (await brings(root, there, head, commits)) return branch
  }
  throw new DeliveryError(`${remote} has ${NAMES} branches called ${name}: delete merged and abandoned ones.`)
}

/** Whether merging `branch` into `head` gives the files what these commits give them. */
async function brings(
  root: string,
  branch: string,
  head: string,
  commits: readonly NewCommit[],
): Promise<boolean> {
  const tree = await mergedTree(root, head, branch)
  if (tree === undefined) return false
  const wanted = new Map(commits.flatMap(({ changes }) => [...changes]))
  const found = await filesAt(root, tree, [...wanted.keys()])
  return [...wanted].every(([path, text]) => {
    const bytes = found.get(path)
    return text === null ? bytes === undefined : bytes !== undefined && Buffer.from(text).equals(bytes)
  })
}
