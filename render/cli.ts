import { Command, CommanderError } from 'commander'
import { check } from './commands/check.ts'
import { EXIT, type Outcome } from './commands/outcome.ts'
import { print } from './commands/print.ts'
import { render } from './commands/render.ts'

const program = new Command('todo-gitops')
  .description('Renders environments to Kustomize overlays and Argo CD Applications.')
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

program
  .command('render')
  .description('write overlays/ and apps/; delete what no environment asks for any more')
  .argument('[environment...]', 'only these environments')
  .option('--force', 'replace files that render did not write')
  .action((names: string[], options: { force?: boolean }) => run((root) => render(root, names, options)))

program
  .command('check')
  .description('list where overlays/ and apps/ differ from what render would write; write nothing')
  .action(() => run(check))

async function run(command: (root: string) => Outcome | Promise<Outcome>): Promise<void> {
  const { directory, json } = program.opts<{ directory: string; json?: boolean }>()
  print(await command(directory), { json: json ?? false })
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.good : EXIT.input
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = EXIT.failure
  }
}
