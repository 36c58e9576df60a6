import {
  AUTH_SECRET,
  DATABASE_POOL_MAX,
  DATABASE_URL,
  DRAIN_SECONDS,
  LOG_LEVEL,
} from '@todo/shared/common-settings'
import { url, wholeNumber, withDefault } from '@todo/shared/setting-kinds'

/** Every variable the backend reads. */
export const SETTINGS = {
  LOG_LEVEL,
  DRAIN_SECONDS,
  DATABASE_URL,
  DATABASE_POOL_MAX,
  AUTH_SECRET,
  AGENT_URL: withDefault(url('http', 'https'), 'http://ai-agent:8002'),
  /** Per user and replica. */
  CHAT_REQUESTS_PER_MINUTE: withDefault(wholeNumber(1, 10_000), 20),
  /** Per address signed in with, and replica. */
  SIGN_IN_ATTEMPTS_PER_MINUTE: withDefault(wholeNumber(1, 10_000), 10),
} as const

/** Every variable the migration command reads. */
export const MIGRATION_SETTINGS = { LOG_LEVEL, DATABASE_URL } as const
