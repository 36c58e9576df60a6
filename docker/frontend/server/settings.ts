import { DRAIN_SECONDS, LOG_LEVEL } from '@todo/shared/common-settings'
import { url } from '@todo/shared/setting-kinds'
import { readSettings } from '@todo/shared/settings'

/** Everything the frontend reads from its environment. None of it is baked into the build. */
export const SETTINGS = {
  BACKEND_URL: url('http', 'https'),
  LOG_LEVEL,
  DRAIN_SECONDS,
}

/** The settings as they are now: read when asked, because Next also evaluates modules while it builds. */
export const settings = () => readSettings(SETTINGS, process.env)
