import type { Command } from 'commander'
import type { DiffCommandOptions } from '../commands/diff/diff.ts'
import type { DoctorOptions } from '../commands/doctor.ts'
import { wrong } from '../commands/outcome.ts'
import type { ReportOptions } from '../commands/report.ts'
import type { SecretsOptions } from '../commands/secrets.ts'
import { run } from './program.ts'

/** The commands around environments: what is written, whether it is sound, and what will change. */
export function addRenderCommands(program: Command): void {
  program
    .command('render')
    .description('write overlays/ and apps/; delete what no environment asks for any more')
    .argument('[environment...]', 'only these environments')
    .option('--force', 'replace files that render did not write')
    .action(async (names: string[], options: { force?: boolean }) => {
      const { render } = await import('../commands/render.ts')
      return run(program, (root) => render(root, names, options))
    })

  program
    .command('check')
    .description('list where overlays/ and apps/ differ from what render would write; write nothing')
    .action(async () => run(program, (await import('../commands/check.ts')).check))

  program
    .command('validate')
    .description(
      'build every environment with kustomize and check the result against every rule; write nothing',
    )
    .argument('[environment...]', 'only these environments')
    .action(async (names: string[]) => {
      const { validate } = await import('../commands/validate.ts')
      return run(program, (root) => validate(root, names))
    })

  program
    .command('diff')
    .description('say what the work tree will change in the clusters, resource by resource, with risks')
    .option('--base <ref>', 'what to compare with; the commit where both parted counts', 'HEAD')
    .option('--markdown', 'print Markdown, as for a comment')
    .option('--comment <number>', 'keep a comment and labels of this pull request up to date')
    .option('--status <commit>', 'set the status of this commit on GitHub')
    .action(async (options: DiffCommandOptions) => {
      const { diff } = await import('../commands/diff/diff.ts')
      return run(program, (root) => diff(root, options))
    })

  program
    .command('report')
    .description('write one HTML page that shows all environments side by side')
    .option('--output <file>', 'where to', 'report.html')
    .action(async (options: ReportOptions) => {
      const { report } = await import('../commands/report.ts')
      return run(program, (root) => report(root, options))
    })

  program
    .command('new-environment')
    .description('add an environment that is like another one, and render it')
    .argument('<name>', 'its name, the folder in environments/')
    .argument('[like]', 'the same as --like')
    .option('--like <environment>', 'the environment to begin with')
    .action(async (name: string, like: string | undefined, options: { like?: string }) => {
      const { newEnvironment } = await import('../commands/new-environment.ts')
      const model = options.like ?? like
      return run(program, (root) =>
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
      const { secrets } = await import('../commands/secrets.ts')
      return run(program, (root) => secrets(root, name, options))
    })

  program
    .command('doctor')
    .description('say what is missing on this machine, in this repository and in the clusters, with the mend')
    .argument('[environment...]', 'only these environments')
    .option('--cluster', 'also look into their clusters; only reads')
    .option('--context <name>', "context of the kubeconfig (default: the name of each environment's cluster)")
    .option('--github', "also check the repository's settings at GitHub, with GH_TOKEN; only reads")
    .action(async (names: string[], options: DoctorOptions) => {
      const { doctor } = await import('../commands/doctor.ts')
      return run(program, (root) => doctor(root, names, options))
    })
}
