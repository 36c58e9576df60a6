import type { Release } from '../environment/schema.ts'
import { type Decision, ENTRY_KEYS, type Entry } from './types.ts'

/** What a map says about a service; a service may be called like something that every object has. */
export const named = <T>(map: Readonly<Record<string, T>> | undefined, service: string): T | undefined =>
  map && Object.hasOwn(map, service) ? map[service] : undefined

export const entryOf = ({ services }: Release, service: string): Entry | undefined => named(services, service)

/** The named keys of an entry and no others, in their order. */
export const pick = (entry: Entry): Entry =>
  Object.fromEntries(
    ENTRY_KEYS.filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]),
  ) as Entry

export const equal = (a: Entry, b: Entry): boolean => ENTRY_KEYS.every((key) => a[key] === b[key])

/** Whether exactly the same runs: what is known of the database changes nothing about that. */
export const sameImage = (a: Entry, b: Entry): boolean =>
  a.tag === b.tag && a.digest === b.digest && a.commit === b.commit

/** Whether two values say the same as far as both are known. */
export const agree = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b

/** Whether two entries name one build: one tag, and no digest or commit that says otherwise. */
export const sameBuild = (a: Entry, b: Entry): boolean =>
  a.tag === b.tag && agree(a.digest, b.digest) && agree(a.commit, b.commit)

/** The release after these decisions, its services in alphabetical order. */
export const decided = ({ services }: Release, decisions: readonly Decision[]): Release => ({
  services: inOrder({
    ...services,
    ...Object.fromEntries(
      decisions.flatMap(({ action, service, to }) => (action === 'set' && to ? [[service, to]] : [])),
    ),
  }),
})

/** The same map in alphabetical order. */
export const inOrder = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)))
