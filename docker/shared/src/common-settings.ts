import { confidential, oneOf, secret, url, wholeNumber, withDefault } from './setting-kinds.ts'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** The settings several services share, in one wording. */
export const LOG_LEVEL = withDefault(oneOf(LOG_LEVELS), 'info')

/** Seconds between SIGTERM and the latest exit; keep it below the pod's terminationGracePeriodSeconds. */
export const DRAIN_SECONDS = withDefault(wholeNumber(1, 300), 15)

export const DATABASE_URL = confidential(url('postgresql', 'postgres'))

/** Connections one process may hold: this times the most replicas must stay below the database's limit. */
export const DATABASE_POOL_MAX = withDefault(wholeNumber(1, 100), 5)

/** HS256 wants a key as long as its hash (RFC 7518, section 3.2): 32 bytes. */
export const AUTH_SECRET = secret(32)

/** Tasks that one user may have; more are refused. */
export const TASKS_PER_USER = withDefault(wholeNumber(1, 20_000), 2_000)
