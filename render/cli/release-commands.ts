import { type Command, InvalidArgumentError } from 'commander'
import type { BumpOptions } from '../commands/release/bump.ts'
import type { HoldOptions, ReleaseHoldOptions } from '../commands/release/hold.ts'
import type { PromoteOptions } from '../commands/release/promote.ts'
import type { RollbackOptions } from '../commands/release/rollback.ts'
import { run } from './program.ts'

/** The commands around releases: which versions run where, and how they move. */
export function addReleaseCommands(program: Command): void {
  acting(program, 'bump', 'let an environment run new builds, as far as nothing holds it')
    .requiredOption('--environment <name>', 'the environment')
    .option('--image <service=tag@digest>', 'a build; may be repeated', gather)
    .option('--commit <id>', 'the source commit of all --image')
    .option(
      '--builds <path>',
      'builds in JSON instead: a list in a file or in -, stdin; or a folder of files',
    )
    .option('--verify-attestations', "refuse images that this repository's workflow didn't build (asks gh)")
    .option('--warn-of-holds', 'in a workflow: what is held is a warning of the run, not its failure')
    .action(async (options: BumpOptions) => {
      const { bump } = await import('../commands/release/bump.ts')
      return run(program, (root) => bump(root, options))
    })

  acting(program, 'promote', 'let one environment run exactly what another one runs')
    .requiredOption('--from <environment>', 'the environment that runs it')
    .requiredOption('--to <environment>', 'the environment that shall')
    .option('--service <name>', 'only this service; may be repeated', gather)
    .option('--reason <sentence>', 'why; it stands in the commit and the pull request')
    .action(async (options: PromoteOptions) => {
      const { promote } = await import('../commands/release/promote.ts')
      return run(program, (root) => promote(root, options))
    })

  acting(program, 'rollback', 'let an environment run what it ran before, with proof, and hold it there')
    .argument('<environment>')
    .requiredOption('--reason <sentence>', 'why; it stands in the hold')
    .option('--service <name>', 'only this service; may be repeated', gather)
    .option(
      '--to <commit>',
      'a commit whose state to go back to (default: the one before); with --push only what ran there before',
    )
    .option('--until <date>', 'the last day on which the hold holds, YEAR-MONTH-DAY')
    .option('--announce', 'with --push --github: tell everybody in an issue of the repository')
    .action(async (name: string, options: RollbackOptions) => {
      const { rollback } = await import('../commands/release/rollback.ts')
      return run(program, (root) => rollback(root, name, options))
    })

  acting(program, 'hold', 'keep an environment, or some services of it, at what they run')
    .argument('<environment>')
    .requiredOption('--reason <sentence>', 'why')
    .option('--service <name>', 'only this service; may be repeated', gather)
    .option('--until <date>', 'the last day on which it holds, YEAR-MONTH-DAY')
    .action(async (name: string, options: HoldOptions) => {
      const { hold } = await import('../commands/release/hold.ts')
      return run(program, (root) => hold(root, name, options))
    })

  acting(program, 'release-hold', 'lift a hold')
    .argument('<environment>')
    .option('--service <name>', 'the hold of this service, not of the environment; may be repeated', gather)
    .action(async (name: string, options: ReleaseHoldOptions) => {
      const { releaseHold } = await import('../commands/release/hold.ts')
      return run(program, (root) => releaseHold(root, name, options))
    })

  program
    .command('history')
    .description('list the commits that changed what an environment runs')
    .argument('<environment>')
    .option('--limit <count>', 'how many at the most', count, 20)
    .action(async (name: string, options: { limit: number }) => {
      const { history } = await import('../commands/release/history.ts')
      return run(program, (root) => history(root, name, options))
    })
}

/** A command that commits: on the branch that is checked out, on a remote's branch, or in a pull request. */
const acting = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .option('--push [branch]', 'push to a branch of the remote (main), on top of what is newest there')
    .option('--github', "with --push: write through GitHub's API, so that an App's commits are signed")
    .option('--pull-request', 'propose it in a pull request')
    .option('--remote <name>', 'the remote', 'origin')
    .option('--dry-run', 'say what would be done, and do nothing')

const gather = (value: string, before: readonly string[] = []): string[] => [...before, value]

function count(value: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.')
  return Number(value)
}
