import type { Command } from 'commander'
import type { DiffCommandOptions } from '../commands/diff/diff.ts'
import type { DoctorOptions } from '../commands/doctor.ts'
import type { NewServiceOptions } from '../commands/new-service-options.ts'
import type { RemoveEnvironmentOptions } from '../commands/remove-environment.ts'
import type { ReportOptions } from '../commands/report.ts'
import type { SecretsOptions } from '../commands/secrets.ts'
import { wrong } from '../output/outcome.ts'
import { run, withExamples } from './program.ts'

/** The commands around environments: what is written, whether it is sound, and what will change. */
export function addRenderCommands(program: Command): void {
  const add = (name: string, description: string, examples: Readonly<Record<string, string>>): Command =>
    withExamples(program.command(name).description(description), examples)

  add(
    'render',
    'Write overlays/ and apps/ from environments/ and base/, and delete what is no longer defined.',
    {
      'Every environment': 'npm run render',
      'One environment': 'npm run render staging',
      'Replace files that render did not write': 'npm run render -- --force',
    },
  )
    .argument('[environment...]', 'only these environments (default: all)')
    .option('--force', 'replace files that render did not write')
    .action(async (names: string[], options: { force?: boolean }) => {
      const { render } = await import('../commands/render.ts')
      return run(program, (root) => render(root, names, options))
    })

  add(
    'check',
    'List rendered files that differ from what render would write, and what in git stops Argo CD; write nothing.',
    {
      'Print one line for each file': 'npm run check',
      'For a program': 'npm run -s check -- --json',
    },
  ).action(async () => run(program, (await import('../commands/check.ts')).checkWithGit))

  add(
    'validate',
    'Build every environment with kustomize and check the result against every rule; write nothing.',
    {
      'Every environment': 'npm run validate',
      'Two environments': 'npm run validate staging production',
      'For a program': 'npm run -s validate -- --json',
    },
  )
    .argument('[environment...]', 'only these environments (default: all)')
    .action(async (names: string[]) => {
      const { validate } = await import('../commands/validate.ts')
      return run(program, (root) => validate(root, names))
    })

  add('diff', 'Show what the work tree will change in the clusters, resource by resource, with risks.', {
    'Since the last commit': 'npm run diff',
    'Since this branch left main': 'npm run diff -- --base origin/main',
    'As a comment of a pull request': 'npm run -s diff -- --base origin/main --markdown',
  })
    .option('--base <ref>', 'compare with the commit where the work tree parted from this one', 'HEAD')
    .option('--markdown', 'print Markdown')
    .option('--comment <number>', 'update the comment and the labels of this pull request')
    .option('--status <commit>', 'set the status of this commit on GitHub')
    .action(async (options: DiffCommandOptions) => {
      const { diff } = await import('../commands/diff/diff.ts')
      return run(program, (root) => diff(root, options))
    })

  add('report', 'Write an HTML page that compares all environments.', {
    'Into report.html': 'npm run report',
    'Into another file': 'npm run report -- --output environments.html',
  })
    .option('--output <file>', 'the file to write', 'report.html')
    .action(async (options: ReportOptions) => {
      const { report } = await import('../commands/report.ts')
      return run(program, (root) => report(root, options))
    })

  add('new-environment', 'Add an environment like another one, and render it.', {
    'A copy of staging with a namespace, host and node port of its own': 'npm run new-environment qa staging',
    'The same': 'npm run new-environment -- qa --like staging',
  })
    .argument('<name>', 'its name, which becomes a folder in environments/')
    .argument('[like]', 'the same as --like')
    .option('--like <environment>', 'the environment to copy')
    .action(async (name: string, like: string | undefined, options: { like?: string }) => {
      const { newEnvironment } = await import('../commands/new-environment.ts')
      const model = options.like ?? like
      return run(program, (root) =>
        model ? newEnvironment(root, name, model) : wrong('Name the environment to copy with --like NAME.'),
      )
    })

  add('remove-environment', 'Remove an environment and say what becomes of it in its cluster.', {
    'See what would happen': 'npm run remove-environment -- qa --dry-run',
    'Remove it': 'npm run remove-environment qa',
    'For a program': 'npm run -s remove-environment -- qa --json',
  })
    .argument('<environment>', 'the environment')
    .option('--dry-run', 'write nothing')
    .action(async (name: string, options: RemoveEnvironmentOptions) => {
      const { removeEnvironment } = await import('../commands/remove-environment.ts')
      return run(program, (root) => removeEnvironment(root, name, options))
    })

  add('new-service', 'Add a service to base and to every environment, render and validate.', {
    'A Deployment with an image of our own that answers GET /health at port 8080':
      'npm run new-service notifier',
    'With another port, asked by gRPC': 'npm run new-service -- cart --port 7070 --probe grpc',
    'The image of another project, in two environments only':
      'npm run new-service -- cache --kind StatefulSet --image redis:8.2@sha256:DIGEST --port 6379 --environment staging --environment production',
    'Without a port, asked by a command':
      'npm run new-service -- worker --port none --probe "node healthy.mjs"',
  })
    .argument('<name>', 'its name, which becomes a folder in base/services/')
    .option('--kind <kind>', 'Deployment, StatefulSet, DaemonSet or CronJob (default: Deployment)')
    .option(
      '--image <image>',
      'NAME:TAG@sha256:DIGEST of another project (default: an image of our own, named as the service)',
    )
    .option('--release <tag>', 'TAG or TAG@sha256:DIGEST of our own image, for release.yaml (default: 0.1.0)')
    .option('--port <number>', 'where it listens, or none (default: 8080; none for a CronJob)')
    .option(
      '--probe <way>',
      '/PATH, "https /PATH", grpc, "grpc SERVICE", tcp or a command (default: /health; tcp for another image)',
    )
    .option('--uid <number>', 'the user that its image is made for (default: 1001)')
    .option('--schedule <cron>', 'of a CronJob, in UTC (default: "0 3 * * *")')
    .option('--data <folder>', 'of a StatefulSet: the folder on a volume of its own (default: /data)')
    .option('--environment <name...>', 'only in these environments; the others leave it out (default: all)')
    .action(async (name: string, options: NewServiceOptions) => {
      const { newService } = await import('../commands/new-service.ts')
      return run(program, (root) => newService(root, name, options))
    })

  add('secrets', 'Create or update the Secrets of an environment from its git-ignored secrets.env.', {
    'In the context named as its cluster': 'npm run secrets minikube',
    'In another context, and restart what reads them':
      'npm run secrets -- minikube --context kind-minikube --restart',
  })
    .argument('<environment>', 'the environment')
    .option('--context <name>', "context of the kubeconfig (default: the name of the environment's cluster)")
    .option('--restart', 'restart the Deployments that read them')
    .action(async (name: string, options: SecretsOptions) => {
      const { secrets } = await import('../commands/secrets.ts')
      return run(program, (root) => secrets(root, name, options))
    })

  add(
    'doctor',
    'List what is missing on this machine, in this repository and in the clusters, each with its fix.',
    {
      'This machine and this repository': 'npm run doctor',
      'The cluster of an environment as well': 'npm run doctor -- minikube --cluster',
    },
  )
    .argument('[environment...]', 'only these environments (default: all)')
    .option('--cluster', 'also check their clusters; only reads')
    .option('--context <name>', "context of the kubeconfig (default: the name of each environment's cluster)")
    .option('--github', "also check the repository's settings at GitHub, with GH_TOKEN; only reads")
    .action(async (names: string[], options: DoctorOptions) => {
      const { doctor } = await import('../commands/doctor.ts')
      return run(program, (root) => doctor(root, names, options))
    })
}
