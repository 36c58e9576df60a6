import {
  AUTH_SECRET,
  DATABASE_POOL_MAX,
  DATABASE_URL,
  DRAIN_SECONDS,
  LOG_LEVEL,
  TASKS_PER_USER,
} from '@todo/shared/common-settings'
import { url, wholeNumber, withDefault } from '@todo/shared/setting-kinds'
import { DEFAULT_LIMITS } from './limits.ts'

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
  /** Per email address, client network and replica. */
  SIGN_IN_ATTEMPTS_PER_MINUTE: withDefault(wholeNumber(1, 10_000), 10),
  /** Per client network (an IPv4 address, the /64 of an IPv6 address), and replica. */
  SIGN_IN_FAILURES_PER_MINUTE: withDefault(wholeNumber(1, 100_000), DEFAULT_LIMITS.signInFailuresPerMinute),
  SIGN_UPS_PER_HOUR: withDefault(wholeNumber(1, 100_000), DEFAULT_LIMITS.signUpsPerHour),
  /** The same as the MCP server's, which creates tasks too. */
  TASKS_PER_USER,
  CONVERSATIONS_PER_USER: withDefault(wholeNumber(1, 10_000), DEFAULT_LIMITS.conversationsPerUser),
  MESSAGES_PER_CONVERSATION: withDefault(wholeNumber(2, 10_000), DEFAULT_LIMITS.messagesPerConversation),
} as const

/** Every variable the migration command reads. */
export const MIGRATION_SETTINGS = { LOG_LEVEL, DATABASE_URL } as const
