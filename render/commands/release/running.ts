import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import { releasedServices } from '../../catalog/catalog.ts'
import { type Definition, isEnabled, releaseFile } from '../../environment/environment.ts'
import type { Release } from '../../environment/schema.ts'
import { isMap } from '../../environment/sources.ts'
import type { Knowledge, PastState, Running } from '../../release/types.ts'
import { readAncestry } from '../../tools/ancestry.ts'
import { commitOf } from '../../tools/git.ts'
import { filesAt } from '../../tools/git-files.ts'
import { type FileVersion, fileHistory } from '../../tools/git-history.ts'
import { dayOf } from '../day.ts'
import type { Snapshot } from './snapshot.ts'

/** A state of an environment's release, with who made it. */
export type Recorded = PastState & Omit<FileVersion, 'text'>

/** A repository whose history is asked. */
export type Known = Pick<Snapshot, 'root' | 'head' | 'rendering'>

/** An environment with its history, as the release core looks at it. @throws {RangeError} if there is none. */
export async function runningOf(
  snapshot: Known,
  name: string,
): Promise<Running & { readonly past: readonly Recorded[] }> {
  const { root, head, rendering } = snapshot
  const { environment, release, holds = {} } = definitionOf(snapshot, name)
  const past = await pastOf(root, head, name)
  const digests = rendering.fleet?.clusters[environment.cluster]?.local !== true
  const leavesOut = Object.keys(rendering.catalog.services).filter((each) => !isEnabled(environment, each))
  return { name, release, holds, past, digests, leavesOut }
}

/** An environment as its files say. @throws {RangeError} if there is none. */
export function definitionOf({ rendering }: Pick<Snapshot, 'rendering'>, name: string): Definition {
  const definition = rendering.definitions.find((each) => each.name === name)
  if (!definition) throw new RangeError(`environment "${name}" not found`)
  return definition
}

/**
 * Every state of an environment's release along the first parents, newest first. While the file was broken, what ran
 * before ran on: Argo CD follows what is rendered, and nothing can be rendered from it.
 */
export async function pastOf(root: string, head: string, name: string): Promise<Recorded[]> {
  const versions = await fileHistory(root, head, releaseFile(name))
  const states = versions.map(({ text, ...version }, index): Recorded => {
    let release: Release | undefined
    return {
      ...version,
      // Of UTC, as today is.
      day: dayOf(new Date(version.date)),
      // Of thousands, most questions look at the newest few.
      get release() {
        release ??= (text === undefined ? NONE : releaseIn(text)) ?? states[index + 1]?.release ?? NONE
        return release
      },
    }
  })
  return states
}

/**
 * The last commit at which an environment was in a state of its past: the one before it left that state. Between the
 * two, base and settings went on, and so does everything that a rollback leaves alone.
 *
 * @param state the commit that brought the state. @throws GitError.
 */
export async function lastCommitIn(root: string, past: readonly PastState[], state: string): Promise<string> {
  const left = past[past.findIndex(({ commit }) => commit === state) - 1]
  return left === undefined ? state : commitOf(root, `${left.commit}^1`)
}

const NONE: Release = { services: {} }

/** The release of an environment at a commit; nothing if it had none. @throws GitError. */
export async function releaseAt(root: string, commit: string, name: string): Promise<Release | undefined> {
  const file = releaseFile(name)
  const bytes = (await filesAt(root, commit, [file])).get(file)
  return bytes && (releaseIn(new TextDecoder().decode(bytes)) ?? NONE)
}

/** What the release core has to know of the world. */
export async function knowledgeOf(
  { root, head, rendering }: Known,
  now: Date = new Date(),
): Promise<Knowledge> {
  const services = releasedServices(rendering.catalog)
  return {
    relation: await readAncestry(root, head),
    today: dayOf(now),
    services,
    pinned: Object.keys(rendering.catalog.services).filter((each) => !services.includes(each)),
  }
}

/**
 * A release of the past, as far as it is one: it may be older than today's schema. Thousands are read, so with the
 * faster library; everything is text to it, as tags and commits are. Nothing if it is none at all.
 */
function releaseIn(text: string): Release | undefined {
  const services = textServices(text)
  if (!services) return undefined
  return {
    services: Object.fromEntries(
      Object.entries(services).flatMap(([service, value]) => {
        if (!isMap(value)) return []
        const { tag, digest, commit, migration, contracting } = value as Record<string, string>
        if (typeof tag !== 'string') return []
        return [
          [
            service,
            {
              tag,
              ...(digest && { digest }),
              ...(commit && { commit }),
              ...(migration && { migration: Number(migration) }),
              ...(contracting && { contracting: Number(contracting) }),
            },
          ],
        ]
      }),
    ),
  }
}

function textServices(text: string): object | undefined {
  try {
    const value = load(text, { schema: FAILSAFE_SCHEMA })
    const services = isMap(value as object) ? (value as { services?: object }).services : undefined
    return isMap(services) ? services : undefined
  } catch {
    return undefined // a commit that was no YAML, fixed by a later one
  }
}
