import { createLogger, type Logger, type LoggerOptions } from '@todo/shared/logger'

/** A logger that says nothing. */
export function quiet(): Logger {
  return createLogger({ service: 'test', level: 'silent' })
}

/** A logger that keeps its lines. */
export function keptLogs(options: Partial<LoggerOptions> = {}): { logger: Logger; lines: string[] } {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  return { logger: createLogger({ service: 'test', level: 'trace', destination, ...options }), lines }
}
