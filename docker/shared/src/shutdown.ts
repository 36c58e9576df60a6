import type { Logger } from 'pino'

export type Shutdown = {
  readonly logger: Logger
  /** Seconds from the signal to the exit, finished or not. */
  readonly drainSeconds: number
  /** Called at once: from here on readiness fails, and answers ask clients to reconnect elsewhere. */
  readonly beginDraining: () => void
  /** Stops accepting, waits for requests in flight, closes pools. */
  readonly close: () => Promise<void>
}

/**
 * Ends the process in order on SIGTERM and SIGINT (Node as PID 1 ignores both unless asked).
 * After SIGTERM the service still answers for a fifth of its time, at most three seconds: load balancers
 * need that long to learn that the pod is leaving, and requests already on the way must not be refused.
 */
export function shutdownOnSignal({ logger, drainSeconds, beginDraining, close }: Shutdown): void {
  let begun = false
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (begun) return
    begun = true
    logger.info({ signal, drainSeconds }, 'draining')
    const deadline = setTimeout(() => {
      logger.error({ drainSeconds }, 'requests were still running at the end of the drain time')
      process.exit(1)
    }, drainSeconds * 1000)
    deadline.unref()
    beginDraining()
    if (signal === 'SIGTERM') await pause(Math.min(3000, drainSeconds * 200))
    try {
      await close()
      logger.info('stopped')
      process.exit(0)
    } catch (error) {
      logger.error({ err: error }, 'did not stop in order')
      process.exit(1)
    }
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
