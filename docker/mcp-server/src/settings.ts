import {
  AUTH_SECRET,
  DATABASE_POOL_MAX,
  DATABASE_URL,
  DRAIN_SECONDS,
  LOG_LEVEL,
  TASKS_PER_USER,
} from '@todo/shared/common-settings'

/** Every variable the MCP server reads. */
export const SETTINGS = {
  LOG_LEVEL,
  DRAIN_SECONDS,
  DATABASE_URL,
  DATABASE_POOL_MAX,
  AUTH_SECRET,
  TASKS_PER_USER,
} as const
