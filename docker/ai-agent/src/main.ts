import { addressOf } from '@todo/http-service/address'
import { runService } from '@todo/http-service/run'
import { createLogger } from '@todo/shared/logger'
import { PORTS } from '@todo/shared/ports'
import { settingsOrExit } from '@todo/shared/start'
import { createAgentService } from './agent-service.ts'
import { SETTINGS } from './settings.ts'

const settings = settingsOrExit(SETTINGS)
const logger = createLogger({
  service: 'ai-agent',
  level: settings.LOG_LEVEL,
  secrets: [settings.OPENAI_API_KEY],
})
if (settings.OPENAI_API_KEY === undefined)
  logger.warn('OPENAI_API_KEY is not set: chat will say that no model is configured')
const service = await createAgentService({
  logger,
  mcpServerUrl: settings.MCP_SERVER_URL,
  model: settings.OPENAI_MODEL,
  baseUrl: settings.OPENAI_BASE_URL,
  apiKey: settings.OPENAI_API_KEY,
})
await runService(service, addressOf(process.argv.slice(2), PORTS['ai-agent']), {
  logger,
  drainSeconds: settings.DRAIN_SECONDS,
})
