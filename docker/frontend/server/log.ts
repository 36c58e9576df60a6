import { createLogger, type Logger } from '@todo/shared/logger'
import { settings } from './settings.ts'

let logger: Logger | undefined

/** The process's one logger, made at its first line: while Next builds there are no settings. */
export const log = (): Logger => {
  logger ??= createLogger({ service: 'frontend', level: settings().LOG_LEVEL })
  return logger
}
