import { createLogger } from '@todo/shared/logger'
import { FRONTEND_METRICS_PORT, PORTS } from '@todo/shared/ports'
import { shutdownOnSignal } from '@todo/shared/shutdown'
import { settingsOrExit } from '@todo/shared/start'
import { serve } from './serve.ts'
import { SETTINGS } from './server/settings.ts'

/**
 * The frontend's container starts here. `HOST PORT` as arguments are for tests and local use, where the documented ports
 * may be taken: port 0 takes a free one and logs it, and the metrics then take a free one too.
 */
const [host = '0.0.0.0', port = PORTS.frontend] = process.argv.slice(2)
const documented = port === PORTS.frontend ? FRONTEND_METRICS_PORT : 0
const { LOG_LEVEL, DRAIN_SECONDS, BACKEND_URL, TRUSTED_PROXIES, HSTS_SECONDS } = settingsOrExit(SETTINGS)
const logger = createLogger({ service: 'frontend', level: LOG_LEVEL })
const {
  port: listening,
  metricsPort,
  beginDraining,
  close,
} = await serve(
  {
    host,
    port: Number(port),
    metricsPort: documented,
    backendUrl: BACKEND_URL,
    trustedProxies: TRUSTED_PROXIES,
    hstsSeconds: HSTS_SECONDS,
  },
  logger,
)
shutdownOnSignal({ logger, drainSeconds: DRAIN_SECONDS, beginDraining, close })
logger.info({ host, port: listening, metricsPort }, 'listening')
