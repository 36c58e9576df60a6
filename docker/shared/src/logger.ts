import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './common-settings.ts'
import { redact, SECRET_FIELDS } from './redact.ts'

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
 * Known secret fields are dropped by name; the finished line is then searched for secrets in free text,
 * because errors of libraries quote URLs and headers.
 */
export function createLogger({ service, level, secrets = [], destination }: LoggerOptions): Logger {
  const known = secrets.filter((secret) => secret !== undefined && secret !== '') as string[]
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...SECRET_FIELDS], censor: '[redacted]' },
      hooks: { streamWrite: (line) => redact(line, known) },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
}
