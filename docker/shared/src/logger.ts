import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './common-settings.ts'
import { redact } from './redact.ts'

export type { Logger } from 'pino'

export type LoggerOptions = {
  readonly service: string
  readonly level: LogLevel
  /** Values that must appear in no line, whatever carries them there. */
  readonly secrets?: readonly (string | undefined)[]
  /** Where lines go; standard output if not given. */
  readonly destination?: DestinationStream
}

/**
 * A logger of JSON lines: ISO times, the level as a word, the service's name.
 * The finished line is searched for secrets, by field and in free text: fields nest at any depth, and errors of
 * libraries quote URLs and headers. (pino's own redaction knows paths only, and costs more a line.)
 */
export function createLogger({ service, level, secrets = [], destination }: LoggerOptions): Logger {
  const known = secrets.filter((secret) => secret !== undefined && secret !== '') as string[]
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => redact(line, known) },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
}
