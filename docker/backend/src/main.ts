import { openDatabase } from '@todo/database/database'
import { addressOf } from '@todo/http-service/address'
import { measureDatabase } from '@todo/http-service/database-metrics'
import { runService } from '@todo/http-service/run'
import { createLogger } from '@todo/shared/logger'
import { PORTS } from '@todo/shared/ports'
import { settingsOrExit } from '@todo/shared/start'
import { createBackend } from './backend.ts'
import { SETTINGS } from './settings.ts'

const settings = settingsOrExit(SETTINGS)
const logger = createLogger({
  service: 'backend',
  level: settings.LOG_LEVEL,
  secrets: [settings.AUTH_SECRET, settings.DATABASE_URL],
})
const database = openDatabase({
  connectionString: settings.DATABASE_URL,
  max: settings.DATABASE_POOL_MAX,
  applicationName: 'backend',
  logger,
})
const backend = await createBackend({
  database,
  logger,
  authSecret: settings.AUTH_SECRET,
  agentUrl: settings.AGENT_URL,
  chatRequestsPerMinute: settings.CHAT_REQUESTS_PER_MINUTE,
  signInAttemptsPerMinute: settings.SIGN_IN_ATTEMPTS_PER_MINUTE,
  limits: {
    signInFailuresPerMinute: settings.SIGN_IN_FAILURES_PER_MINUTE,
    signUpsPerHour: settings.SIGN_UPS_PER_HOUR,
    tasksPerUser: settings.TASKS_PER_USER,
    conversationsPerUser: settings.CONVERSATIONS_PER_USER,
    messagesPerConversation: settings.MESSAGES_PER_CONVERSATION,
  },
})
measureDatabase(backend, database)
backend.addHook('onClose', () => database.close())
await runService(backend, addressOf(process.argv.slice(2), PORTS.backend), {
  logger,
  drainSeconds: settings.DRAIN_SECONDS,
})
