import { readSettings, SettingsError, type SettingsOf, type SettingsSpec } from './settings.ts'

/**
 * Reads the settings of a command that is starting. If any is wrong, says so on standard error and exits 2.
 * Only entry points call this; everything else takes settings as an argument.
 */
export function settingsOrExit<S extends SettingsSpec>(spec: S): SettingsOf<S> {
  try {
    return readSettings(spec, process.env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}
