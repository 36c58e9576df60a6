import { Command } from 'commander'
import type { Outcome } from '../commands/outcome.ts'
import { inOwnRepository } from '../commands/own-repository.ts'
import { print } from '../commands/print.ts'

/** The command line, without any command yet. */
export const program = (): Command =>
  new Command('todo-gitops')
    .description(
      'Renders environments to Kustomize overlays and Argo CD Applications, and delivers releases.',
    )
    .option('-C, --directory <path>', 'the repository, if it is not the current folder', '.')
    .option('--json', 'print data for a program')
    .addHelpText(
      'after',
      `
Exit codes:
  0  good
  1  findings: something to do, and it is listed
  2  the command line or an input file is wrong
  3  a tool, the disk or the network failed`,
    )
    .showSuggestionAfterError()
    .exitOverride()

/** Runs a command in the repository that the command line names, and prints its outcome. */
export async function run(
  program: Command,
  command: (root: string) => Outcome | Promise<Outcome>,
): Promise<void> {
  const { directory, json } = program.opts<{ directory: string; json?: boolean }>()
  print(await inOwnRepository(directory, command), { json: json ?? false })
}
