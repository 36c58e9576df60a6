import type { Command } from 'commander'
import type { InitOptions } from '../commands/init-options.ts'
import type { UpgradeOptions } from '../commands/upgrade.ts'
import { run, withExamples } from './program.ts'

const gather = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** The commands around the engine itself: a system of one's own, and newer versions. */
export function addSystemCommands(program: Command): void {
  withExamples(
    program
      .command('init')
      .description('Replace the system in this repository with your own, and render it.'),
    {
      'Prompt for the values': 'npm run init',
      'A local cluster and one in the cloud':
        'npm run init -- --system shop --repository https://github.com/acme/shop-gitops.git --registry ghcr.io/acme --cluster minikube=1.36,local --cluster cloud=1.36 --service web',
    },
  )
    .option('--system <name>', 'prefix of namespaces, Applications and AppProjects')
    .option('--repository <url>', 'this repository, as Argo CD clones it')
    .option('--registry <path>', 'registry of the images, REGISTRY in REGISTRY/SERVICE:TAG')
    .option(
      '--cluster <name=kubernetes>',
      'a cluster and its Kubernetes minor, which gets an environment of the same name; append ",local" for a cluster on the developer\'s machine; may be repeated',
      gather,
    )
    .option('--service <name>', 'the first service (default: web)')
    .action(async (options: InitOptions) => {
      const { init } = await import('../commands/init.ts')
      return run(program, (root) => init(root, options))
    })

  withExamples(
    program
      .command('upgrade')
      .description("Replace render/ and the engine's tests with a newer version; your own files are kept."),
    {
      'The newest version': 'npm run upgrade -- --from https://github.com/acme/gitops-engine.git',
      'The version at a tag':
        'npm run upgrade -- --from https://github.com/acme/gitops-engine.git --ref v2.0.0',
    },
  )
    .option('--from <url>', "the engine's repository: a URL or a local clone")
    .option('--ref <name>', 'a branch or tag of it (default: its default branch)')
    .option(
      '--force',
      'discard your own changes in render/, and replace its tests and pages even if it is up to date',
    )
    .action(async (options: UpgradeOptions) => {
      const { upgrade } = await import('../commands/upgrade.ts')
      return run(program, (root) => upgrade(root, options))
    })
}
