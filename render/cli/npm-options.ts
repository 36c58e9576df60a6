import type { Command, Option } from 'commander'
import { distance } from 'fastest-levenshtein'
import { quoted } from '../text/shell.ts'
import { commandLine, type KeptOption, takesValue } from './command-line.ts'

/** What a command was started with. */
export interface Invocation {
  /** The command's name and what follows it. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether this repository has such an environment, which tells names from values of options. */
  readonly isEnvironment: (name: string) => boolean
}

/**
 * Finds options that npm kept for itself: of `npm run check --json` the command sees nothing but `npm_config_json` in
 * its environment. npm expands abbreviations of its own options, so that `--to` becomes
 * `npm_config_token_description`, and it accepts misspelt options. A setting in .npmrc looks the same.
 *
 * @returns what to tell the user, with the command line to type; undefined if nothing was kept.
 */
export function keptByNpm(program: Command, { args, env, isEnvironment }: Invocation): string | undefined {
  const [name, ...rest] = args
  const command = program.commands.find((each) => each.name() === name)
  // What an npm further out was given, as in `npm test --force`, is not about this command.
  if (!command || env['npm_lifecycle_event'] !== name) return undefined
  const options = [...program.options, ...command.options]
  const kept = options
    .filter((option) => !isGiven(option, rest))
    .flatMap((option) => keptOption(option, options, env) ?? [])
  if (kept.length === 0) return undefined

  const names = kept.map(({ option }) => option.long).join(', ')
  const variables = kept.map(({ variable }) => variable)
  const settings = variables.map((variable) => variable.slice(PREFIX.length).replaceAll('_', '-'))
  const { line, unplaced } = commandLine(command, kept, rest, isEnvironment)
  return [
    `npm kept ${names} for itself; nothing was done. Put options after --:`,
    `  ${line}`,
    ...(unplaced.length > 0 ? [`  values to fill in: ${unplaced.map(quoted).join(' ')}`] : []),
    `If you did not type ${names}, then .npmrc sets ${settings.join(', ')}, or the environment ${variables.join(', ')}: remove it there.`,
  ].join('\n')
}

const PREFIX = 'npm_config_'

function keptOption(
  option: Option,
  options: readonly Option[],
  env: Invocation['env'],
): (KeptOption & { readonly variable: string }) | undefined {
  const own = variableOf(option)
  const others = new Set(options.map(variableOf))
  const variable =
    env[own] === undefined
      ? Object.keys(env).find((key) => env[key] && !others.has(key) && isMeant(key, own))
      : own
  const text = variable === undefined ? undefined : env[variable]
  if (variable === undefined || text === undefined) return undefined
  // Empty means false, which is how a command acts without the option.
  if (text === '' && !takesValue(option)) return undefined
  return { option, variable, values: text.split('\n\n') }
}

const variableOf = ({ long }: Option): string => `${PREFIX}${(long ?? '').slice(2).replaceAll('-', '_')}`

/** Whether a variable is that of an option expanded, abbreviated or misspelt. No setting of npm is that similar. */
function isMeant(variable: string, own: string): boolean {
  if (!variable.startsWith(PREFIX)) return false
  const [key, name] = [variable.slice(PREFIX.length), own.slice(PREFIX.length)]
  if (key.startsWith(name) || (key.length >= 4 && name.startsWith(key))) return true
  return distance(key, name) <= (name.length < 4 ? 0 : name.length < 8 ? 1 : 2)
}

const isGiven = ({ long, short }: Option, args: readonly string[]): boolean =>
  args.some((arg) => arg === long || arg === short || arg.startsWith(`${long}=`))
