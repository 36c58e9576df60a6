import { DRAIN_SECONDS, LOG_LEVEL } from '@todo/shared/common-settings'
import { url, wholeNumber, withDefault } from '@todo/shared/setting-kinds'
import { readSettings } from '@todo/shared/settings'

/** Everything the frontend reads from its environment. None of it is baked into the build. */
export const SETTINGS = {
  BACKEND_URL: url('http', 'https'),
  LOG_LEVEL,
  DRAIN_SECONDS,
  /** Proxies in front that append the client's address to X-Forwarded-For; 0: clients connect directly. */
  TRUSTED_PROXIES: withDefault(wholeNumber(0, 10), 0),
  /** How long browsers that came over https keep to it (Strict-Transport-Security); 0 turns it off. */
  HSTS_SECONDS: withDefault(wholeNumber(0, 63_072_000), 31_536_000),
}

/** The settings as they are now: read when asked, because Next also evaluates modules while it builds. */
export const settings = () => readSettings(SETTINGS, process.env)
