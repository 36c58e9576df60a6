import type { Repository } from '../../../render/github/settings.ts'

/** Everything the server knows. Tests read it, and write what people did. */
export interface State {
  readonly url: string
  readonly repository: Repository
  /** The bare git repository: what is committed by the API is really there. */
  readonly folder: string
  readonly pulls: Pull[]
  readonly comments: Comment[]
  /** The repository's labels. */
  readonly labels: Label[]
  /** Names of labels by pull request. */
  readonly labelled: Map<number, string[]>
  /** Oldest first. */
  readonly statuses: Status[]
  readonly issues: Issue[]
  /** What the repository's settings answer: the body for a path behind `/repos/OWNER/REPO`, or a refusal. */
  readonly settings: Map<string, unknown>
}

export interface Issue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly login: string
  state: 'open' | 'closed'
}

export interface Pull {
  readonly number: number
  readonly head: string
  readonly base: string
  title: string
  body: string
  state: 'open' | 'closed'
  readonly login: string
}

export interface Comment {
  readonly id: number
  readonly pull: number
  readonly login: string
  body: string
}

export interface Label {
  readonly name: string
  readonly color: string
  readonly description: string
}

export interface Status {
  readonly sha: string
  readonly context: string
  readonly state: string
  readonly description: string
  readonly target_url: string | null
  /** Whose token created it. */
  readonly login?: string
  /** ISO 8601. */
  readonly created_at?: string
}
