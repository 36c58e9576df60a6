import { parseArgs } from 'node:util'

/** The command line is wrong; the message says what to type. */
export class WrongOptions extends Error {}

const COMMAND = 'npm run dev -- --port N'

/**
 * Reads the command line.
 *
 * @param environment npm takes options for itself that come before `--`, and leaves them there
 * @returns the port that was asked for; undefined if none was
 * @throws WrongOptions
 */
export function readPort(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): number | undefined {
  const text = given(args)
  if (text === undefined && environment['npm_config_port'] !== undefined)
    throw new WrongOptions(
      `npm took --port for itself (or an .npmrc file sets "port"). Type it after "--": ${COMMAND}`,
    )
  if (text === undefined) return undefined
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 65_536
  if (port > 65_535) throw new WrongOptions('--port: must be 0 (free ports) to 65535')
  return port
}

function given(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { port: { type: 'string' } } }).values.port
  } catch (error) {
    const [first] = error instanceof Error ? error.message.split('. ') : [String(error)]
    throw new WrongOptions(`${first}. Usage: ${COMMAND}`)
  }
}
