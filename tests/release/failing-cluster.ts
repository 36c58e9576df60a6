import type { Holds } from '../../render/environment/schema.ts'
import type { Situation } from '../../render/release/automatic-rollback.ts'
import { history } from '../../render/release/history.ts'
import type { Status } from '../../render/release/status.ts'
import type { Entry } from '../../render/release/types.ts'
import { knowledge, release } from './builds.ts'

export const MINUTE = 60_000
const START = Date.parse('2026-11-29T12:00:00Z')

type Services = Readonly<Record<string, Entry>>

interface Commit {
  readonly id: string
  readonly at: number
  /** What it brought: a release, another change of the environment, or nothing of it. */
  readonly brings: Services | 'other' | 'nothing'
}

/** One environment: its branch, what Argo CD reported of it, and a clock, in minutes. */
export class Environment {
  within: number | undefined = 15 * MINUTE
  holds: Holds = {}
  now = START
  readonly statuses: Status[] = []
  readonly #commits: Commit[] = []

  /** @returns the commit. */
  commit(brings: Commit['brings']): string {
    const id = String(this.#commits.length + 1).padStart(40, '0')
    this.#commits.push({ id, at: this.now, brings })
    return id
  }

  report(state: Status['state'], commit: string): void {
    this.statuses.push({ id: this.statuses.length + 1, at: this.now, commit, state, description: state })
  }

  pass(minutes: number): void {
    this.now += minutes * MINUTE
  }

  /** What the release of the environment is now. */
  get runs(): Services {
    return this.#past()[0]?.release.services ?? {}
  }

  #past() {
    return this.#commits
      .flatMap(({ id, at, brings }) =>
        typeof brings === 'object'
          ? [{ commit: id, committed: at / 1000, day: '2026-11-29', release: release(brings) }]
          : [],
      )
      .reverse()
  }

  situation(failed: string): Situation {
    const past = this.#past()
    const running = {
      ...{ name: 'staging', holds: this.holds, past, digests: true },
      release: past[0]?.release ?? release({}),
    }
    return {
      ...{ within: this.within, failed, statuses: this.statuses, now: this.now, running, knowledge },
      line: this.#commits.map(({ id }) => id).reverse(),
      others: this.#commits.filter(({ brings }) => brings === 'other').map(({ id }) => id),
      releases: history(past, knowledge.relation),
    }
  }
}
