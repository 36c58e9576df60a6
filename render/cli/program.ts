import { readdirSync } from 'node:fs'
import { Command } from 'commander'
import { notTheRepository } from '../commands/location.ts'
import { inOwnRepository } from '../commands/own-repository.ts'
import { type Outcome, wrong } from '../output/outcome.ts'
import { print } from '../output/print.ts'

/** The command line, without any command yet. */
export const program = (): Command =>
  new Command('gitops')
    .description('Render environments to Kustomize overlays and Argo CD Applications, and deliver releases.')
    .usage('COMMAND -- [options]')
    .option('-C, --directory <path>', 'the repository to work in', '.')
    .option('--json', 'print JSON')
    .configureHelp({ commandUsage: typed, showGlobalOptions: true })
    .addHelpText(
      'after',
      `
\`npm run COMMAND -- --help\` explains a command. npm keeps options for itself that are not behind --.

Exit codes:
  0  good
  1  findings: something to do, and it is listed
  2  the command line or an input file is wrong
  3  a tool, the disk or the network failed`,
    )
    .showSuggestionAfterError()
    .exitOverride()

/** The command line as people type it. */
const typed = (command: Command): string =>
  command.parent ? `npm run ${command.name()} -- ${command.usage()}` : `npm run ${command.usage()}`

/**
 * Adds command lines to a command's help that can be pasted: what each does, and the line. `{service}` in a line is a
 * service of the repository.
 */
export function withExamples(command: Command, examples: Readonly<Record<string, string>>): Command {
  const lines = Object.entries(examples).map(([what, line]) => `  # ${what}\n  ${line}`)
  return command.addHelpText('after', () =>
    `\nExamples:\n${lines.join('\n')}`.replaceAll('{service}', exampleService()),
  )
}

/** The first service of the repository here, for examples; SERVICE where there is none. */
function exampleService(): string {
  try {
    return readdirSync('base/services').sort()[0] ?? 'SERVICE'
  } catch {
    return 'SERVICE'
  }
}

/** Runs a command in the repository that the command line names, and prints its outcome. */
export async function run(
  program: Command,
  command: (root: string) => Outcome | Promise<Outcome>,
): Promise<void> {
  const { directory, json = false } = program.opts<{ directory: string; json?: boolean }>()
  const problem = notTheRepository(directory)
  const outcome = async (): Promise<Outcome> =>
    problem ? wrong(problem) : inOwnRepository(directory, command)
  print(await outcome().catch(notInGit), { json })
}

/** Runs a command that is about another folder than the repository, and prints its outcome. */
export async function runAnywhere(program: Command, command: () => Promise<Outcome>): Promise<void> {
  const { json = false } = program.opts<{ json?: boolean }>()
  print(await command().catch(notInGit), { json })
}

/** By name: loading what runs git would double the time that `render` takes to start. */
function notInGit(error: unknown): Outcome {
  if (error instanceof Error && error.name === 'NotInGitError') return wrong(error.message)
  throw error
}
