import type { Resource } from '../kubernetes/resource.ts'
import type { Accepted } from './accepted.ts'
import type { Exchange } from './journey.ts'
import type { Source } from './sources.ts'

/** A condition that a live environment must meet, and how it is tested. */
export interface Criterion {
  readonly id: string
  /** What holds, in one sentence. */
  readonly title: string
  /** How it is tested, in one sentence. */
  readonly method: string
  /** The data it needs. If one of these can't be read, the criterion is skipped. */
  readonly reads: readonly (Source | 'logs' | 'outside')[]
  /** What to do if it fails. */
  readonly remediation: string
  readonly judge: (live: Live, subject: Subject) => Verdict
}

export interface Verdict {
  /** `skipped` never counts as passed. */
  readonly state: 'passed' | 'failed' | 'skipped'
  /** What was observed; for a skipped criterion, the reason. */
  readonly seen: string
}

export const passed = (seen: string): Verdict => ({ state: 'passed', seen })
export const failed = (seen: string): Verdict => ({ state: 'failed', seen })
export const skipped = (seen: string): Verdict => ({ state: 'skipped', seen })

/** Failed with everything that is wrong, or passed with what was observed. */
export const passedUnless = (wrong: readonly string[], seen: string): Verdict =>
  wrong.length > 0 ? failed(wrong.join('; ')) : passed(seen)

/** The environment as its manifests define it. */
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

/** What was observed from outside the cluster. */
export interface Outside {
  /** How the requests reached the system: by the address that users use, or through a port-forward that bypasses it. */
  readonly access: { readonly kind: 'address' | 'port-forward'; readonly text: string }
  /** Why a port-forward was used and not the users' address. */
  readonly fallbackReason?: string
  readonly healthy: Answer
  /** The answers on paths that must not be reachable. */
  readonly closed: Readonly<Record<string, Answer>>
  readonly journey: readonly Exchange[]
}

/** A placeholder if nothing could be observed from outside: criteria that read it are skipped. */
export const UNSEEN: Outside = {
  access: { kind: 'port-forward', text: 'no access' },
  healthy: { error: 'not seen' },
  closed: {},
  journey: [],
}

/** An answer of HTTP, or why there was none. */
export type Answer = { readonly status: number; readonly body: string } | { readonly error: string }
