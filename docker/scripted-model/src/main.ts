import { addressOf } from '@todo/http-service/address'
import { runService } from '@todo/http-service/run'
import { createLogger } from '@todo/shared/logger'
import { PORTS } from '@todo/shared/ports'
import { settingsOrExit } from '@todo/shared/start'
import { createScriptedModel } from './scripted-model.ts'
import { SETTINGS } from './settings.ts'

const settings = settingsOrExit(SETTINGS)
const logger = createLogger({ service: 'scripted-model', level: settings.LOG_LEVEL })
const service = await createScriptedModel(logger)
await runService(service, addressOf(process.argv.slice(2), PORTS['scripted-model']), {
  logger,
  drainSeconds: settings.DRAIN_SECONDS,
})
