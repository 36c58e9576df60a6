import type { Resource } from '../kubernetes/resource.ts'
import type { Accepted } from './accepted.ts'
import type { Exchange } from './journey.ts'
import type { Source } from './sources.ts'

/** Something that must hold of a live environment, and how that is tried. */
export interface Criterion {
  readonly id: string
  /** What holds, in one sentence. */
  readonly title: string
  /** How it is tried, in one sentence. */
  readonly tried: string
  /** What must be known for it. If one of these can't be read, the criterion is not tried. */
  readonly reads: readonly (Source | 'logs' | 'outside')[]
  /** What to do if it fails. */
  readonly remediation: string
  readonly judge: (live: Live, subject: Subject) => Verdict
}

export interface Verdict {
  /** `not tried` is never counted as passed. */
  readonly state: 'passed' | 'failed' | 'not tried'
  /** What was seen; of what is not tried, the reason. */
  readonly seen: string
}

export const passed = (seen: string): Verdict => ({ state: 'passed', seen })
export const failed = (seen: string): Verdict => ({ state: 'failed', seen })
export const untried = (seen: string): Verdict => ({ state: 'not tried', seen })

/** All that is wrong, or what was seen if nothing is. */
export const unless = (wrong: readonly string[], seen: string): Verdict =>
  wrong.length > 0 ? failed(wrong.join('; ')) : passed(seen)

/** The environment as its manifests say it is to be. */
export interface Subject {
  readonly environment: string
  readonly built: readonly Resource[]
  /** The services whose image is our own. */
  readonly released: readonly string[]
  readonly accepted: Accepted
}

/** The environment as its cluster shows it. */
export interface Live {
  readonly list: (source: Source) => readonly Resource[]
  /** What the containers of a pod wrote. */
  readonly logs: readonly { readonly pod: string; readonly text: string }[]
  readonly outside: Outside
}

/** What was seen from outside of the cluster. */
export interface Outside {
  /** How the requests came in: by the address that people use, or through a port-forward past it. */
  readonly way: { readonly kind: 'address' | 'port-forward'; readonly text: string }
  /** Why the address that people use was not taken. */
  readonly notTaken?: string
  readonly healthy: Answer
  /** The answers for the paths that must be closed. */
  readonly closed: Readonly<Record<string, Answer>>
  readonly journey: readonly Exchange[]
}

/** Stands for the outside where nothing could be seen from there: what reads it is not tried then. */
export const UNSEEN: Outside = {
  way: { kind: 'port-forward', text: 'no way' },
  healthy: { error: 'not seen' },
  closed: {},
  journey: [],
}

/** An answer of HTTP, or why there was none. */
export type Answer = { readonly status: number; readonly body: string } | { readonly error: string }
