import { DRAIN_SECONDS, LOG_LEVEL } from '@todo/shared/common-settings'

/** Every variable the scripted model reads. */
export const SETTINGS = { LOG_LEVEL, DRAIN_SECONDS } as const
