import type { Call } from './calls.ts'

/** Someone asked an assistant something. Written before it runs: what can't be logged doesn't happen. */
export interface Asked {
  readonly event: 'asked'
  /** ISO 8601, UTC. */
  readonly time: string
  /** As git knows the person: an address. */
  readonly person: string
  readonly environment: string
  /** The context of the kubeconfig that the assistant got, and no other. */
  readonly context: string
  readonly tool: string
  /** The command line after the tool's name, the prompt among it. */
  readonly arguments: readonly string[]
  readonly reason: string
  /** What the assistant may do besides reading, as the cluster said; empty if nothing. */
  readonly rights: readonly string[]
  /** Who agreed to it, if it may do more than read. */
  readonly approvedBy?: string
}

/** How it ended. */
export interface Ended {
  readonly event: 'ended'
  readonly time: string
  /** The hash of the entry that this belongs to. */
  readonly of: string
  /** The exit code; null if it was killed or could not be started. */
  readonly exit: number | null
  readonly seconds: number
  /** SHA-256 of the tool's own trace, which stays outside of git: it may quote what the cluster holds. */
  readonly trace?: string
  /** SHA-256 of what it printed, without secrets; the text stays beside the trace. Absent if it ran on the terminal. */
  readonly answer?: string
  /** The calls of kubectl while it ran, at most 200; absent from entries that were written before calls were recorded. */
  readonly calls?: readonly Call[]
  /** How many more there were. */
  readonly moreCalls?: number
}

export type Entry = Asked | Ended

/** What the first entry of a log follows. */
export const BEGINNING = '0'.repeat(64)

/** The folder of the logs. Each person has one: two who append at the same time never meet. */
export const AUDIT_FOLDER = 'docs/audit'

/** The log of a person, named after the address. */
export const logOf = (person: string): string =>
  `${AUDIT_FOLDER}/${person
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.jsonl`
