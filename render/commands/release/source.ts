import { branchHere } from '../../delivery/clone.ts'
import { commitHere, fetchRevision } from '../../delivery/fetch.ts'
import { DeliveryError } from '../../delivery/publisher.ts'
import { entryOf, equal } from '../../release/entry.ts'
import { list } from '../../text/list.ts'
import { MAIN, type Mode } from './release-command.ts'
import { definitionOf, releaseAt } from './running.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Sees to it that an environment runs the builds that this branch says, if Argo CD takes it from another branch, a tag
 * or a commit: what this one says may never have come there.
 *
 * With --push and --pull-request the remote says what is there; else git does as it was fetched last. A branch main that
 * is nowhere is no mistake: a repository may call it otherwise.
 *
 * @param services all that it runs if none are named.
 * @throws {DeliveryError} that names the services it runs other builds of; GitError.
 */
export async function requireRuns(
  snapshot: Snapshot,
  name: string,
  services: readonly string[] | undefined,
  mode: Mode,
): Promise<void> {
  const { root } = snapshot
  const { environment, release } = definitionOf(snapshot, name)
  const revision = environment.revision ?? MAIN
  const { branch, commit } = mode.push || mode.pullRequest ? onRemote(root, mode) : await here(root, mode)
  if (branch === revision) return
  const there = await commit(revision)
  if (there === undefined) {
    if (environment.revision === undefined) return
    throw new DeliveryError(
      `${name} follows ${revision}, and git knows no such branch, tag or commit: fetch it (git fetch --tags), or correct environment.yaml.`,
    )
  }
  const runs = (await releaseAt(root, there, name)) ?? { services: {} }
  const others = (services ?? Object.keys(release.services)).filter((service) => {
    const [said, run] = [entryOf(release, service), entryOf(runs, service)]
    return said && !(run && equal(said, run))
  })
  if (others.length > 0)
    throw new DeliveryError(
      `${name} follows ${revision}, and runs other builds of ${list(others)} there than ${branch} defines: merge one into the other, let it sync, then promote.`,
    )
}

const onRemote = (root: string, { push, remote = 'origin' }: Mode) => ({
  branch: typeof push === 'string' ? push : MAIN,
  commit: (revision: string) => fetchRevision(root, remote, revision),
})

async function here(root: string, { remote = 'origin' }: Mode) {
  return {
    branch: await branchHere(root),
    commit: (revision: string) =>
      commitHere(root, `refs/remotes/${remote}/${revision}`, `refs/heads/${revision}`, revision),
  }
}
