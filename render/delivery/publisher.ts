import type { NewCommit } from '../tools/git-commit.ts'

/** Where commits go: the branch of the working tree, a branch of a remote, a branch on GitHub. */
export interface Publisher {
  /** In words, for messages: `branch main of origin`. */
  readonly target: string
  /** The newest commit there, which git can read from now on. */
  head(): Promise<string>
  /**
   * Puts commits on top of `parent`, all or none.
   *
   * @returns the last commit; nothing if the target is no longer at `parent`: then nothing has changed.
   */
  publish(parent: string, commits: readonly NewCommit[]): Promise<string | undefined>
}

/** What to do where git and GitHub go on to say different things of a branch. */
export const isItAFork = (remote: string): string =>
  `is ${remote} a fork? Name the remote that is \`repository\` of environments/fleet.yaml with --remote.`

/** A delivery that can't be made; the message says how to fix it. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'
}
