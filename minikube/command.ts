import { Argument, type Command, InvalidArgumentError } from 'commander'
import { run, withExamples } from '../render/cli/program.ts'
import type { Outcome } from '../render/output/outcome.ts'
import { LEAST_MEMORY_GB, MEMORY_GB } from './pins.ts'
import { failed } from './report.ts'
import { StepError } from './step.ts'
import type { UpOptions } from './world.ts'

/** The command that brings the system up on this machine, and takes it away again. */
export function addMinikubeCommand(program: Command): void {
  withExamples(
    program
      .command('minikube')
      .description(
        'Bring the system up in Minikube with Argo CD, from nothing to a browser; repeat it after a change.',
      ),
    {
      'Sync what is on disk: nothing to push, no fork needed': 'npm run minikube -- --from-working-tree',
      'Sync the repository that fleet.yaml names': 'npm run minikube',
      'Show what would be done': 'npm run minikube -- --from-working-tree --dry-run',
      'Delete the cluster and the images': 'npm run minikube -- down',
    },
  )
    .addArgument(new Argument('[action]', 'what to do').choices(['up', 'down']).default('up'))
    .option('--environment <name>', 'which one (default: the only one on a local cluster)')
    .option('--from-working-tree', 'sync what is on disk, through a git server in the cluster')
    .option('--memory <gigabytes>', 'memory of a new cluster', atLeast(LEAST_MEMORY_GB), MEMORY_GB)
    .option('--argocd-manifest <url>', "Argo CD's manifests (default: its release on GitHub)")
    .option('--timeout <seconds>', 'how long to wait for Argo CD, and for the system', atLeast(1), 900)
    .option('--dry-run', 'look, and show what would be done')
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
