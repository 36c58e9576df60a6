import { Command, CommanderError } from 'commander'
import { EXIT, type Outcome, wrong } from './commands/outcome.ts'
import { print } from './commands/print.ts'
import type { SecretsOptions } from './commands/secrets.ts'

// Each command is loaded when it is asked for: what `secrets` needs would double the time `render` takes to start.

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
  .action(async (names: string[], options: { force?: boolean }) => {
    const { render } = await import('./commands/render.ts')
    return run((root) => render(root, names, options))
  })

program
  .command('check')
  .description('list where overlays/ and apps/ differ from what render would write; write nothing')
  .action(async () => run((await import('./commands/check.ts')).check))

program
  .command('validate')
  .description(
    'build every environment with kustomize and check the result against every rule; write nothing',
  )
  .argument('[environment...]', 'only these environments')
  .action(async (names: string[]) => {
    const { validate } = await import('./commands/validate.ts')
    return run((root) => validate(root, names))
  })

program
  .command('new-environment')
  .description('add an environment that is like another one, and render it')
  .argument('<name>', 'its name, the folder in environments/')
  .argument('[like]', 'the same as --like')
  .option('--like <environment>', 'the environment to begin with')
  .action(async (name: string, like: string | undefined, options: { like?: string }) => {
    const { newEnvironment } = await import('./commands/new-environment.ts')
    const model = options.like ?? like
    return run((root) =>
      model ? newEnvironment(root, name, model) : wrong('Say which environment it is like: --like NAME.'),
    )
  })

program
  .command('secrets')
  .description('create or update the Secrets of an environment from its git-ignored secrets.env')
  .argument('<environment>')
  .option('--context <name>', "context of the kubeconfig (default: the name of the environment's cluster)")
  .option('--restart', 'restart the Deployments that read them')
  .action(async (name: string, options: SecretsOptions) => {
    const { secrets } = await import('./commands/secrets.ts')
    return run((root) => secrets(root, name, options))
  })

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
