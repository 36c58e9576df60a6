import { migrate } from '@todo/database/migrate'
import { createLogger } from '@todo/shared/logger'
import { settingsOrExit } from '@todo/shared/start'
import { MIGRATION_SETTINGS } from './settings.ts'

/** The migration Job: brings the database to the newest version and ends, 0 or 1. */
const { DATABASE_URL, LOG_LEVEL } = settingsOrExit(MIGRATION_SETTINGS)
const logger = createLogger({ service: 'migrate', level: LOG_LEVEL, secrets: [DATABASE_URL] })
try {
  const applied = await migrate(DATABASE_URL, logger)
  logger.info({ applied }, applied.length > 0 ? 'migrated' : 'nothing to migrate')
} catch (error) {
  logger.fatal({ err: error }, 'migration failed')
  process.exitCode = 1
}
