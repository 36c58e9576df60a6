import type { Entry } from '../../../render/release/types.ts'
import { gitSucceeds } from '../git.ts'
import { dayText } from '../world.ts'

export interface Said {
  readonly reason: string
  readonly until?: string
}

/** What holds.yaml has to say. */
export interface Holds {
  environment?: Said
  services: Record<string, Said>
  lifted: Record<string, string>
}

export type Release = Readonly<Record<string, Entry>>

/** What the test knows of one environment, kept by what was done to it and not by what the tool says of it. */
export interface Known {
  holds: Holds
  /** Oldest first: what it ran, since which commit of the branch. */
  readonly states: { readonly commit: string; readonly release: Release }[]
  /** By service: the commit and the day of its newest move, if that was one back. */
  readonly back: Record<string, { readonly commit: string; readonly day: string } | undefined>
}

export type Model = Record<string, Known>

export const nothingHeld = (): Holds => ({ services: {}, lifted: {} })

export type Direction = 'level' | 'back' | 'forward'

/** How a build stands to another: git says so; where their sources are beside each other, which one ran first. */
export function direction(root: string, known: Known, service: string, from: Entry, to: Entry): Direction {
  if (from.tag === to.tag) return 'level'
  if (isAncestor(root, to.commit, from.commit)) return 'back'
  if (isAncestor(root, from.commit, to.commit)) return 'forward'
  const firstRun = ({ tag }: Entry) => {
    const index = known.states.findIndex(({ release }) => release[service]?.tag === tag)
    return index < 0 ? Number.POSITIVE_INFINITY : index
  }
  return firstRun(to) < firstRun(from) ? 'back' : 'forward'
}

/** What git said; commits never change, so that it need not be asked twice. */
const known = new Map<string, boolean>()

export function isAncestor(root: string, a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return false
  const question = `${a} ${b}`
  const answer = known.get(question) ?? gitSucceeds(root, 'merge-base', '--is-ancestor', a, b)
  known.set(question, answer)
  return answer
}

/** Notes what an environment runs from a commit on. */
export function moved(root: string, known: Known, commit: string, day: number, release: Release): void {
  const before = known.states.at(-1)?.release ?? {}
  known.states.push({ commit, release })
  for (const [service, to] of Object.entries(release)) {
    const from = before[service]
    const way = from ? direction(root, known, service, from, to) : 'forward'
    if (way !== 'level') known.back[service] = way === 'back' ? { commit, day: dayText(day) } : undefined
  }
}

/** Whether a service is held on this day. */
export function isHeld({ holds, back }: Known, service: string, day: number): boolean {
  const today = dayText(day)
  const inForce = (said: Said | undefined) =>
    said !== undefined && (said.until === undefined || today <= said.until)
  const own = holds.services[service]
  if (inForce(holds.environment) || inForce(own)) return true
  const went = back[service]
  if (!went || holds.lifted[service] === went.commit) return false
  return !(own?.until !== undefined && own.until >= went.day)
}

/** The newest migration that removed something from the database that an environment's services share. */
export const floorOf = (release: Release): number =>
  Math.max(0, ...Object.values(release).map(({ contracting = 0 }) => contracting))

/** Whether the database of a release can serve another build of a service. */
export function canServe(release: Release, service: string, to: Entry): boolean {
  const floor = floorOf(release)
  if (floor === 0) return true
  return to.migration === undefined ? release[service]?.migration === undefined : to.migration >= floor
}
