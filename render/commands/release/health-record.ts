import { commitHere, fetchBranch } from '../../delivery/fetch.ts'
import { DeliveryError } from '../../delivery/publisher.ts'
import { qualifiedName } from '../../environment/environment.ts'
import type { Fleet } from '../../environment/schema.ts'
import { type Health, healthOf, positions, statusesByRelease } from '../../release/health.ts'
import { contextOf, type Status } from '../../release/status.ts'
import { filesAt } from '../../tools/git-files.ts'
import { firstParentLine } from '../../tools/git-history.ts'

/** The branch that holds what Argo CD reported; only the workflow `health` writes to it. */
export const HEALTH_BRANCH = 'health'
const FOLDER = 'health'
/** Where git here keeps it. */
export const HEALTH_REFS = [`refs/remotes/origin/${HEALTH_BRANCH}`, `refs/heads/${HEALTH_BRANCH}`]

/** Where the statuses of an environment are: one JSON object in a line, oldest first. */
export const recordFile = (environment: string): string => `${FOLDER}/${environment}.jsonl`

/** The context of the statuses of an environment's Application. */
export const contextIn = (fleet: Fleet, environment: string): string =>
  contextOf(qualifiedName(fleet, environment))

/** What was reported of each environment; nothing at all if git here has no record. */
export type HealthRecord = ReadonlyMap<string, readonly Status[]> | undefined

/** What git here has of the record, as it was fetched last. @throws GitError, DeliveryError for a broken line. */
export async function recordHere(root: string): Promise<HealthRecord> {
  const commit = await commitHere(root, ...HEALTH_REFS)
  return commit === undefined ? undefined : recordAt(root, commit)
}

/** What the remote has of the record now. @throws GitError, DeliveryError. */
export async function recordOf(root: string, remote = 'origin'): Promise<HealthRecord> {
  const commit = await fetchBranch(root, remote, HEALTH_BRANCH)
  return commit === undefined ? undefined : recordAt(root, commit)
}

/** The record at a commit of its branch. @throws GitError, DeliveryError for a broken line. */
export async function recordAt(root: string, commit: string): Promise<NonNullable<HealthRecord>> {
  const files = await filesAt(root, commit, [FOLDER])
  return new Map(
    [...files].flatMap(([path, bytes]) => {
      const name = /^health\/([^/]+)\.jsonl$/.exec(path)?.[1]
      return name === undefined ? [] : [[name, parseRecord(path, new TextDecoder().decode(bytes))]]
    }),
  )
}

/** The statuses of a file. @throws {DeliveryError} for a line that is none. */
export const parseRecord = (file: string, text: string): Status[] =>
  text.split('\n').flatMap((line, index) => (line === '' ? [] : statusOf(line, `${file}:${index + 1}`)))

function statusOf(line: string, place: string): Status {
  const { id, at, commit, state, description } = objectOf(line)
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN
  if (
    !Number.isSafeInteger(id) ||
    Number.isNaN(time) ||
    !/^[0-9a-f]{40,64}$/.test(String(commit)) ||
    !(state === 'success' || state === 'failure' || state === 'pending')
  )
    throw new DeliveryError(
      `${place} of branch ${HEALTH_BRANCH}: not a status with id, at, commit and state; restore the line from the branch's history.`,
    )
  return { id: id as number, at: time, commit: String(commit), state, description: String(description ?? '') }
}

function objectOf(line: string): { readonly [key: string]: unknown } {
  try {
    return Object(JSON.parse(line))
  } catch {
    return {}
  }
}

/** The text of a file. */
export const formatRecord = (statuses: readonly Status[]): string =>
  statuses
    .map(({ id, at, commit, state, description }) => {
      const time = new Date(at).toISOString().replace('.000Z', 'Z')
      return `${JSON.stringify({ at: time, commit, state, description, id })}\n`
    })
    .join('')

/** What was reported of an environment's releases, by the commits that brought them, given newest first. @throws GitError. */
export async function statusesAt(
  root: string,
  head: string,
  statuses: readonly Status[],
  brought: readonly string[],
): Promise<ReadonlyMap<string, readonly Status[]>> {
  if (statuses.length === 0) return new Map()
  return statusesByRelease(brought, statuses, positions(await firstParentLine(root, head)))
}

/** The health of an environment's releases, as `statusesAt` has them. @throws GitError. */
export async function healthAt(
  root: string,
  head: string,
  statuses: readonly Status[],
  releases: readonly { readonly commit: string }[],
): Promise<ReadonlyMap<string, Health>> {
  const found = await statusesAt(
    root,
    head,
    statuses,
    releases.map(({ commit }) => commit),
  )
  return new Map(
    [...found].flatMap(([commit, own]) => {
      const health = healthOf(own)
      return health ? [[commit, health] as const] : []
    }),
  )
}
