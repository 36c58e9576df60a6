import { type Command, Option } from 'commander'
import type { AcceptanceOptions } from '../commands/acceptance.ts'
import type { DiffCommandOptions } from '../commands/diff/diff.ts'
import type { DoctorOptions } from '../commands/doctor.ts'
import type { DiffFolderOptions } from '../commands/folder/diff-folder.ts'
import type { ValidateFolderOptions } from '../commands/folder/validate-folder.ts'
import type { NewServiceOptions } from '../commands/new-service-options.ts'
import type { RemoveEnvironmentOptions } from '../commands/remove-environment.ts'
import type { ReportOptions } from '../commands/report.ts'
import type { SecretsOptions } from '../commands/secrets.ts'
import type { ValidateOptions } from '../commands/validate.ts'
import { FORMATS } from '../commands/validate-format.ts'
import { wrong } from '../output/outcome.ts'
import { run, runAnywhere, withExamples } from './program.ts'

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
      const { renderUnlessKnown } = await import('../commands/render-known.ts')
      return run(program, (root) => renderUnlessKnown(root, names, options))
    })

  add(
    'check',
    'List rendered files that are out of date, and files in git that Argo CD would refuse; write nothing.',
    {
      'Print one line for each file': 'npm run check',
      'As JSON': 'npm run -s check -- --json',
    },
  ).action(async () => run(program, (await import('../commands/check.ts')).checkWithGit))

  add(
    'validate',
    'Build every environment with kustomize and check the result against every rule; write nothing.',
    {
      'Every environment': 'npm run validate',
      'As JSON': 'npm run -s validate -- --json',
      'For GitHub code scanning': 'npm run -s validate -- --format sarif > validate.sarif',
      'The kustomizations and manifests of any other folder': 'npm run validate -- --path ../shop/deploy',
    },
  )
    .argument('[environment...]', 'only these environments (default: all)')
    .option(
      '--path <folder>',
      'validate a folder of any repository instead, with the rules that need no environment.yaml',
    )
    .option(
      '--kubernetes <version>',
      'with --path: Kubernetes version of the target cluster, such as 1.36 (default: the newest supported)',
    )
    .addOption(
      new Option(
        '--format <format>',
        'output format; json is the same as --json, github prints annotations for a workflow log',
      )
        .choices(FORMATS)
        .default('text'),
    )
    .action(async (names: string[], options: ValidateOptions & Partial<ValidateFolderOptions>) => {
      const { path } = options
      if (path !== undefined) {
        const { validateFolder } = await import('../commands/folder/validate-folder.ts')
        const both = wrong('Name environments or --path, not both.')
        return runAnywhere(program, async () =>
          names.length > 0 ? both : validateFolder({ ...options, path }),
        )
      }
      const { validateUnlessKnown } = await import('../commands/validate-known.ts')
      return run(program, (root) => validateUnlessKnown(root, names, options))
    })

  add('diff', 'Show what the working tree will change in the clusters, resource by resource, with risks.', {
    'Since the last commit': 'npm run diff',
    'Since this branch left main': 'npm run diff -- --base origin/main',
    'As the comment on a pull request': 'npm run -s diff -- --base origin/main --markdown',
    'The kustomizations and manifests of any other folder':
      'npm run diff -- --path ../shop/deploy --base origin/main',
  })
    .option('--base <ref>', 'compare with the merge base of the working tree and this ref', 'HEAD')
    .option('--markdown', 'print Markdown')
    .option('--comment <number>', 'update the comment and labels of this pull request')
    .option('--status <commit>', 'set a commit status on GitHub')
    .option('--path <folder>', 'compare a folder of any repository instead')
    .option('--deletion-budget <number>', 'with --path: maximum number of removed resources (default: 0)')
    .action(async (options: DiffCommandOptions & Partial<DiffFolderOptions>) => {
      const { path } = options
      if (path !== undefined) {
        const { diffFolder } = await import('../commands/folder/diff-folder.ts')
        const other = options.comment ?? options.status
        return runAnywhere(program, async () =>
          other === undefined
            ? diffFolder({ ...options, path })
            : wrong(
                '--comment and --status are for the repository of environments; leave them out with --path.',
              ),
        )
      }
      const { diff } = await import('../commands/diff/diff.ts')
      return run(program, (root) => diff(root, options))
    })

  add('why', 'Show where a value in the cluster comes from: file, line, commit and previous value.', {
    'One field': 'npm run why -- staging Deployment/{service} spec.replicas',
    'A JSONPath in the notation of kubectl':
      'npm run why -- staging Deployment/{service} "{.spec.template.spec.containers[0].image}"',
    'A whole resource, annotated': 'npm run why -- staging Deployment/{service}',
    'As JSON': 'npm run -s why -- staging Deployment/{service} spec.replicas --json',
  })
    .argument('<environment>', 'the environment')
    .argument('<resource>', 'KIND/NAME')
    .argument('[field]', 'field path as in JSONPath, kubectl explain or npm run diff (default: all)')
    .action(async (name: string, resource: string, field?: string) => {
      const { why } = await import('../commands/why/why.ts')
      return run(program, (root) => why(root, name, resource, field))
    })

  add('report', 'Write an HTML page that compares all environments.', {
    'Write report.html': 'npm run report',
    'Write another file': 'npm run report -- --output environments.html',
  })
    .option('--output <file>', 'the file to write', 'report.html')
    .action(async (options: ReportOptions) => {
      const { report } = await import('../commands/report.ts')
      return run(program, (root) => report(root, options))
    })

  add('new-environment', 'Create an environment as a copy of another one, and render it.', {
    'Copy staging, with a namespace, host and node port of its own': 'npm run new-environment qa staging',
    'The same, with an option': 'npm run new-environment -- qa --like staging',
  })
    .argument('<name>', 'name of the new environment, and of its folder in environments/')
    .argument('[like]', 'the same as --like')
    .option('--like <environment>', 'the environment to copy')
    .action(async (name: string, like: string | undefined, options: { like?: string }) => {
      const { newEnvironment } = await import('../commands/new-environment.ts')
      const model = options.like ?? like
      return run(program, (root) =>
        model ? newEnvironment(root, name, model) : wrong('Name the environment to copy with --like NAME.'),
      )
    })

  add('remove-environment', 'Remove an environment, and show what Argo CD will delete in its cluster.', {
    'Show what would be removed': 'npm run remove-environment -- qa --dry-run',
    'Remove it': 'npm run remove-environment qa',
    'As JSON': 'npm run -s remove-environment -- qa --json',
  })
    .argument('<environment>', 'the environment')
    .option('--dry-run', 'write nothing')
    .action(async (name: string, options: RemoveEnvironmentOptions) => {
      const { removeEnvironment } = await import('../commands/remove-environment.ts')
      return run(program, (root) => removeEnvironment(root, name, options))
    })

  add('new-service', 'Add a service to base and to every environment, then render and validate.', {
    'A Deployment with the image NAME of your registry, probed by GET /health on port 8080':
      'npm run new-service notifier',
    'With another port and a gRPC probe': 'npm run new-service -- cart --port 7070 --probe grpc',
    'A third-party image, in two environments only':
      'npm run new-service -- cache --kind StatefulSet --image redis:8.2@sha256:DIGEST --port 6379 --environment staging --environment production',
    'Without a port, probed by a command':
      'npm run new-service -- worker --port none --probe "node healthy.mjs"',
  })
    .argument('<name>', 'name of the new service, and of its folder in base/services/')
    .option('--kind <kind>', 'Deployment, StatefulSet, DaemonSet or CronJob (default: Deployment)')
    .option(
      '--image <image>',
      'a third-party image, NAME:TAG@sha256:DIGEST (default: the image NAME in the registry of fleet.yaml)',
    )
    .option('--release <tag>', 'TAG or TAG@sha256:DIGEST for release.yaml; not with --image (default: 0.1.0)')
    .option(
      '--port <number>',
      'port that the service listens on, or none (default: 8080; none for a CronJob)',
    )
    .option(
      '--probe <probe>',
      '/PATH, "https /PATH", grpc, "grpc SERVICE", tcp or a command (default: /health; tcp for a third-party image)',
    )
    .option('--uid <number>', 'user ID that the image runs as (default: 1001)')
    .option('--schedule <cron>', 'for a CronJob: schedule in UTC (default: "0 3 * * *")')
    .option('--data <folder>', 'for a StatefulSet: mount path of its volume (default: /data)')
    .option('--environment <name...>', 'only in these environments, disabled in the others (default: all)')
    .action(async (name: string, options: NewServiceOptions) => {
      const { newService } = await import('../commands/new-service.ts')
      return run(program, (root) => newService(root, name, options))
    })

  add('secrets', 'Create or update the Secrets of an environment from its git-ignored secrets.env.', {
    'In the context named like its cluster': 'npm run secrets minikube',
    'In another context; restart the Deployments that read them':
      'npm run secrets -- minikube --context kind-minikube --restart',
  })
    .argument('<environment>', 'the environment')
    .option('--context <name>', "context of the kubeconfig (default: the name of the environment's cluster)")
    .option('--restart', 'restart the Deployments that read the changed Secrets')
    .action(async (name: string, options: SecretsOptions) => {
      const { secrets } = await import('../commands/secrets.ts')
      return run(program, (root) => secrets(root, name, options))
    })

  add('doctor', 'Check this machine, this repository and the clusters, and print a fix for each problem.', {
    'This machine and this repository': 'npm run doctor',
    'Also the cluster of an environment': 'npm run doctor -- minikube --cluster',
  })
    .argument('[environment...]', 'only these environments (default: all)')
    .option('--cluster', 'also check the clusters of the environments (read-only)')
    .option('--context <name>', "context of the kubeconfig (default: the name of each environment's cluster)")
    .option('--github', "also check the repository's settings on GitHub (read-only; needs GH_TOKEN)")
    .action(async (names: string[], options: DoctorOptions) => {
      const { doctor } = await import('../commands/doctor.ts')
      return run(program, (root) => doctor(root, names, options))
    })

  add(
    'acceptance',
    'Test the acceptance criteria on a live environment; the only change is a test user, deleted afterwards.',
    {
      'In the context named like its cluster': 'npm run acceptance minikube',
      'If this machine has no DNS entry for the host':
        'npm run acceptance -- minikube --address http://192.168.49.2',
      'Record the results in the document': 'npm run acceptance -- minikube --markdown docs/acceptance.md',
      'As JSON': 'npm run -s acceptance -- minikube --json',
    },
  )
    .argument('<environment>', 'the environment')
    .option('--context <name>', "context of the kubeconfig (default: the name of the environment's cluster)")
    .option(
      '--address <address>',
      'address of the Ingress controller (default: from DNS, then from the status of the Ingress)',
    )
    .option('--markdown <file>', 'write the results into the table of criteria in this file')
    .action(async (name: string, options: AcceptanceOptions) => {
      const { acceptance } = await import('../commands/acceptance.ts')
      return run(program, (root) => acceptance(root, name, options))
    })
}
