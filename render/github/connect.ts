import { retry } from '@octokit/plugin-retry'
import { type ThrottlingOptions, throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import { type Asked, explain, notJson, redirected } from './explain.ts'
import type { Repository, Settings } from './settings.ts'
import { type Fetch, guarded } from './transport.ts'
import { type WaitBudget, waitBudgetOf } from './wait-budget.ts'

/** A repository at GitHub, opened. What it is asked fails with a GitHubError, but for mistakes of this program. */
export interface GitHub {
  readonly repository: Repository
  readonly octokit: Octokit
  readonly patience: WaitBudget
}

export interface ConnectOptions extends Settings {
  /** Told each time that it has to wait, in a sentence. */
  readonly log?: (line: string) => void
  /** Milliseconds a single request may take. */
  readonly timeout?: number
  /** Seconds that all waits for rate limits, and before tries to make something, may take together. */
  readonly patience?: number
  readonly fetch?: Fetch
  readonly waits?: Waits
}

/** How waits last; a test makes them short. */
export interface Waits {
  /** How many milliseconds a second of waiting lasts. */
  readonly second: number
  /** Whether writes keep the distance that GitHub asks for: a second, and three where people are notified. */
  readonly paced: boolean
}

const Client = Octokit.plugin(throttling, retry)

/**
 * Opens a repository; asks nothing yet.
 *
 * The plugins wait out rate limits and repeat what failed: a read, or a write that may be done twice without harm. Other
 * writes say `retries: 0` and go through `writeOnce`.
 */
export function connect(options: ConnectOptions): GitHub {
  const { repository, token, baseUrl, timeout = 30_000 } = options
  const { second, paced } = options.waits ?? { second: 1000, paced: true }
  const patience = waitBudgetOf(options.patience ?? 300, second)
  const waitFor = (limit: string) => (seconds: number) => {
    const wait = patience.spend(seconds)
    if (wait) options.log?.(`GitHub's ${limit} is reached: waiting ${seconds} s.`)
    return wait
  }
  const octokit = new Client({
    auth: token,
    baseUrl,
    log: SILENT,
    request: { fetch: guarded(options.fetch ?? globalThis.fetch, token, timeout), log: SILENT },
    // 429 is the throttling plugin's: two plugins that repeat would multiply.
    retry: { retryAfterBaseValue: second, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
    throttle: {
      retryAfterBaseValue: second,
      onRateLimit: waitFor('rate limit'),
      onSecondaryRateLimit: waitFor('secondary rate limit'),
      ...(!paced && { write: UNPACED, notifications: UNPACED }),
    },
  })
  // The last hook is the outermost: it sees what comes of a request after every repetition.
  octokit.hook.wrap('request', async (request, wanted) => {
    const { method, url } = octokit.request.endpoint.parse(wanted)
    const asked: Asked = { method, path: pathOf(url, baseUrl), timeout }
    try {
      const answer = await request(wanted)
      if (answer.status >= 300) throw redirected(answer.status, asked, options)
      if (typeof answer.data === 'string' && answer.status !== 204)
        throw notJson(answer.status, asked, options)
      return answer
    } catch (error) {
      throw explain(error, asked, options)
    }
  })
  return { repository, octokit, patience }
}

const pathOf = (url: string, baseUrl: string): string => url.replace(baseUrl, '').replace(/\?.*/, '')

const nothing = () => {}
/** The library's own lines are of no use to people, and the console isn't its to write to. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** In place of the throttling plugin's queues: runs what it is given at once. */
const UNPACED = {
  key: () => ({ schedule: (_options: unknown, job: () => Promise<void>) => job() }),
} as unknown as NonNullable<ThrottlingOptions['write']>
