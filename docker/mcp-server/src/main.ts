import { openDatabase } from '@todo/database/database'
import { addressOf } from '@todo/http-service/address'
import { measureDatabase } from '@todo/http-service/database-metrics'
import { runService } from '@todo/http-service/run'
import { createLogger } from '@todo/shared/logger'
import { PORTS } from '@todo/shared/ports'
import { settingsOrExit } from '@todo/shared/start'
import { createMcpService } from './mcp-service.ts'
import { SETTINGS } from './settings.ts'

const settings = settingsOrExit(SETTINGS)
const logger = createLogger({
  service: 'mcp-server',
  level: settings.LOG_LEVEL,
  secrets: [settings.AUTH_SECRET, settings.DATABASE_URL],
})
const database = openDatabase({
  connectionString: settings.DATABASE_URL,
  max: settings.DATABASE_POOL_MAX,
  applicationName: 'mcp-server',
  logger,
})
const service = createMcpService({
  database,
  logger,
  authSecret: settings.AUTH_SECRET,
  tasksPerUser: settings.TASKS_PER_USER,
})
measureDatabase(service, database)
service.addHook('onClose', () => database.close())
await runService(service, addressOf(process.argv.slice(2), PORTS['mcp-server']), {
  logger,
  drainSeconds: settings.DRAIN_SECONDS,
})
