import { parse } from '../../environment/parse.ts'
import type { Fleet } from '../../environment/schema.ts'
import { readFleet } from '../../environment/sources.ts'
import { statusesOf } from '../../github/statuses.ts'
import { type Outcome, wrong } from '../../output/outcome.ts'
import { byTime, type Status } from '../../release/status.ts'
import { readInputs } from '../../repository/inputs.ts'
import { oneLine } from '../../text/safe.ts'
import { githubOf } from './github.ts'
import { contextIn } from './health-record.ts'

/** Which statuses are believed, and of which commit. */
export interface Reported {
  /** The whole id of a commit of this repository. */
  readonly commit: string
  /** The slug of the cluster's GitHub App: statuses of anything else are not believed. */
  readonly app: string
}

/** What is wrong with them, if something is. */
export function wrongReported({ commit, app }: Reported): string | undefined {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return '--commit: must be a full commit ID.'
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(app))
    return '--app: must be the slug of a GitHub App, as in https://github.com/apps/SLUG; in a workflow, set the variable HEALTH_APP (docs/health.md).'
  return undefined
}

/** The environments of a repository, as statuses are about them; or why that can't be told. */
export function reportedOn(
  root: string,
): { readonly fleet: Fleet; readonly names: readonly string[] } | Outcome {
  const { inputs } = readInputs(root)
  const { value: fleet } = readFleet(inputs.fleet, parse)
  if (!fleet) return wrong('environments/fleet.yaml has problems: npm run check names them.')
  return { fleet, names: inputs.sources.map(({ name }) => name) }
}

/**
 * What the cluster's App reported of a commit at GitHub, by environment, oldest first; read with $STATUS_TOKEN if it is
 * set, because the token that writes commits may not read statuses. @throws GitHubError.
 */
export async function reportedAt(
  root: string,
  { commit, app }: Reported,
  fleet: Fleet,
  environments: readonly string[],
): Promise<ReadonlyMap<string, readonly Status[]>> {
  const token = process.env['STATUS_TOKEN']?.trim()
  const github = githubOf(root, { ...process.env, ...(token && { GH_TOKEN: token }) })
  const own = (await statusesOf(github, commit)).filter((each) => each.app === app)
  return new Map(
    environments.flatMap((environment) => {
      const context = contextIn(fleet, environment)
      const statuses = own
        .filter((each) => each.context === context)
        .map(
          ({ id, created, state, description }): Status => ({
            id,
            at: Date.parse(created),
            commit,
            state: state === 'error' ? 'failure' : state,
            description: oneLine(description),
          }),
        )
        .sort(byTime)
      return statuses.length > 0 ? [[environment, statuses] as const] : []
    }),
  )
}
