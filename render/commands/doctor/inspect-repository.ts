import { commitHere } from '../../delivery/fetch.ts'
import type { RepositoryFacts } from '../../doctor/repository.ts'
import type { Definition } from '../../environment/environment.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Inputs } from '../../repository/inputs.ts'
import { GitError, git, isTracked, NotInGitError } from '../../tools/git.ts'
import { differences } from '../differences.ts'
import { hazardsAt } from '../hazards.ts'
import { HEALTH_REFS } from '../release/health-record.ts'
import type { Rendering } from '../render-all.ts'
import { unknownVersions } from '../rule-input.ts'

/** The state of the working tree. `found` is what is wrong with the inputs as files. */
export async function inspectRepository(
  root: string,
  { sources, base }: Inputs,
  rendering: Rendering,
  found: readonly Problem[],
  chosen: readonly Definition[],
): Promise<RepositoryFacts> {
  const { fleet } = rendering
  const problems = found.length + rendering.problems.length + (fleet ? unknownVersions(fleet).length : 0)
  const secretFiles = sources.map(({ name }) => `environments/${name}/secrets.env`)
  const secrets = await askGit(root, secretFiles).catch((error: unknown) => {
    if (error instanceof GitError) return { trackedSecrets: [], gitFailure: error.message }
    throw error
  })
  return {
    problems,
    ...(problems === 0 && { stale: staleIn(root, rendering) }),
    definitions: chosen,
    // Where git fails, the checks of git and of the clone tell why.
    hazards: await hazardsAt(root, base).catch(() => []),
    ...secrets,
  }
}

/** @throws {GitError} if git can't tell. */
async function askGit(
  root: string,
  secretFiles: readonly string[],
): Promise<Pick<RepositoryFacts, 'trackedSecrets' | 'clone'>> {
  const tracked = await Promise.all(secretFiles.map((file) => isTracked(root, file)))
  const clone = await cloneAt(root)
  return { trackedSecrets: secretFiles.filter((_, index) => tracked[index]), ...(clone && { clone }) }
}

function staleIn(root: string, rendering: Rendering): number {
  const { changes, obstacles, unmanaged } = differences(root, rendering)
  return changes.length + obstacles.length + unmanaged.length
}

async function cloneAt(root: string): Promise<RepositoryFacts['clone']> {
  const shallow = await git(root, ['rev-parse', '--is-shallow-repository']).catch((error: unknown) => {
    if (error instanceof NotInGitError) return undefined
    throw error
  })
  if (shallow === undefined) return undefined
  const committer = await git(root, ['var', 'GIT_COMMITTER_IDENT']).then(
    () => true,
    () => false,
  )
  const health = (await commitHere(root, ...HEALTH_REFS)) !== undefined
  return { shallow: shallow === 'true', committer, health }
}
