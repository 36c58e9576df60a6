import { Argument, type Command, InvalidArgumentError } from 'commander'
import { run, withExamples } from '../render/cli/program.ts'
import type { Outcome } from '../render/output/outcome.ts'
import { LEAST_MEMORY_GB, MEMORY_GB } from './pins.ts'
import { failed } from './report.ts'
import { StepError } from './step-error.ts'
import type { UpOptions } from './world.ts'

/** The command that deploys the system to Minikube on this machine, and deletes it again. */
export function addMinikubeCommand(program: Command): void {
  withExamples(
    program
      .command('minikube')
      .description(
        'Create or update a Minikube cluster with Argo CD and deploy the system to it; safe to repeat.',
      ),
    {
      'Deploy the files on disk; no push and no fork needed': 'npm run minikube -- --from-working-tree',
      'Deploy from the repository in fleet.yaml': 'npm run minikube',
      'Show what would be done': 'npm run minikube -- --from-working-tree --dry-run',
      'Delete the cluster and the images': 'npm run minikube -- down',
    },
  )
    .addArgument(new Argument('[action]', 'what to do').choices(['up', 'down']).default('up'))
    .option('--environment <name>', 'the environment (default: the only one on a local cluster)')
    .option('--from-working-tree', 'deploy the files on disk, through a git server in the cluster')
    .option('--memory <gigabytes>', 'memory of a new cluster', atLeast(LEAST_MEMORY_GB), MEMORY_GB)
    .option('--argocd-manifest <url>', "URL of Argo CD's manifests (default: its release on GitHub)")
    .option('--timeout <seconds>', 'timeout for Argo CD, and again for the system', atLeast(1), 900)
    .option('--dry-run', 'show what would be done, and change nothing')
    .action(async (action: 'up' | 'down', options: UpOptions) => {
      const command = action === 'up' ? (await import('./up.ts')).up : (await import('./down.ts')).down
      return run(program, (root) => command(root, options).catch(refused))
    })
}

/** What keeps a command from its first step. */
function refused(error: unknown): Outcome {
  if (error instanceof StepError) return failed('environment', error)
  throw error
}

const atLeast =
  (least: number) =>
  (text: string): number => {
    if (!/^\d{1,6}$/.test(text) || Number(text) < least)
      throw new InvalidArgumentError(`must be an integer ≥ ${least}.`)
    return Number(text)
  }
