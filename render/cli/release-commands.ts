import { type Command, InvalidArgumentError } from 'commander'
import type { BumpOptions } from '../commands/release/bump.ts'
import type { CheckGatesOptions } from '../commands/release/check-gates.ts'
import type { HoldOptions, ReleaseHoldOptions } from '../commands/release/hold.ts'
import type { PromoteOptions } from '../commands/release/promote.ts'
import type { PromoteDueOptions } from '../commands/release/promote-due.ts'
import type { RecordHealthOptions } from '../commands/release/record-health.ts'
import type { RollbackOptions } from '../commands/release/rollback.ts'
import type { RollbackFailedOptions } from '../commands/release/rollback-failed.ts'
import { run, withExamples } from './program.ts'

/** The commands around releases: which versions run where, and how they move. */
export function addReleaseCommands(program: Command): void {
  const add = (name: string, description: string, examples: Readonly<Record<string, string>>): Command =>
    withExamples(program.command(name).description(description), examples)

  delivering(
    add('bump', 'Update an environment to new builds; held services are skipped.', {
      'Show what a build would change': `npm run bump -- --environment staging --image {service}=1.4.0@${DIGEST} --commit 3d3c42e --dry-run`,
      'Commit it here': `npm run bump -- --environment staging --image {service}=1.4.0@${DIGEST} --commit 3d3c42e`,
      'Push the builds of a CI run': 'npm run bump -- --environment staging --builds builds.json --push',
    })
      .requiredOption('--environment <name>', 'the environment')
      .option('--image <service=tag@digest>', 'a build; may be repeated', gather)
      .option('--commit <id>', 'the source commit of every --image: an id, short or full, or a tag')
      .option(
        '--builds <path>',
        'builds in JSON instead of --image: a file, a folder of files, or - for stdin',
      )
      .option('--override', 'update even if a promotion gate in environment.yaml is closed; needs --reason')
      .option('--reason <sentence>', 'reason, for the commit message')
      .option(
        '--verify-attestations',
        "refuse images that were not built by this repository's workflow (needs gh)",
      )
      .option(
        '--warn-of-holds',
        'in a workflow: report services blocked by a hold or a gate as a warning, not as a failure',
      ),
  ).action(async (options: BumpOptions) => {
    const { bump } = await import('../commands/release/bump.ts')
    return run(program, (root) => bump(root, options))
  })

  delivering(
    add('promote', 'Update an environment to the builds that another environment runs.', {
      'Show what would change': 'npm run promote -- --from staging --to production --dry-run',
      'Open a pull request': 'npm run promote -- --from staging --to production --pull-request',
      'One service': 'npm run promote -- --from staging --to production --service {service} --pull-request',
    })
      .requiredOption('--from <environment>', 'the environment whose builds to use')
      .requiredOption('--to <environment>', 'the environment to update')
      .option('--service <name>', 'only this service; may be repeated (default: all)', gather)
      .option('--reason <sentence>', 'reason, for the commit message and the pull request')
      .option('--override', 'promote even if a promotion gate in environment.yaml is closed; needs --reason')
      .option(...VERIFY_ATTESTATIONS),
  ).action(async (options: PromoteOptions) => {
    const { promote } = await import('../commands/release/promote.ts')
    return run(program, (root) => promote(root, options))
  })

  delivering(
    add(
      'promote-due',
      'Promote builds that pass every gate to each environment that sets `promotion.auto`.',
      {
        'Show which builds are due, and which gates are closed': 'npm run promote-due -- --dry-run',
        'As the scheduled workflow does': 'npm run promote-due -- --pull-request',
      },
    ).option(...VERIFY_ATTESTATIONS),
  ).action(async (options: PromoteDueOptions) => {
    const { promoteDue } = await import('../commands/release/promote-due.ts')
    return run(program, (root) => promoteDue(root, options))
  })

  add(
    'gates',
    'Check the promotion gates for the builds that a change brings; exits 1 if a gate is closed.',
    {
      'Builds changed on this branch': 'npm run gates',
      'Builds changed since another commit': 'npm run gates -- --base HEAD~1',
    },
  )
    .option('--base <ref>', 'compare with the merge base of HEAD and this ref', 'origin/main')
    .action(async (options: CheckGatesOptions) => {
      const { checkGates } = await import('../commands/release/check-gates.ts')
      return run(program, (root) => checkGates(root, options))
    })

  delivering(
    add('rollback', 'Roll an environment back, prove that nothing else changes, and hold it.', {
      'Show what would change':
        'npm run rollback -- production --reason "Orders were lost since noon" --dry-run',
      'Roll back now': 'npm run rollback -- production --reason "Orders were lost since noon" --push',
      'One service, to its state at an earlier commit':
        'npm run rollback -- production --service {service} --to HEAD~3 --reason "Orders were lost since noon"',
    })
      .argument('<environment>', 'the environment')
      .requiredOption('--reason <sentence>', 'reason, for the hold and the commit message')
      .option('--service <name>', 'only this service; may be repeated (default: all)', gather)
      .option(
        '--to <commit>',
        'commit whose state to restore; with --push it must have run there (default: the previous state)',
      )
      .option('--until <date>', 'last day of the hold, YYYY-MM-DD (default: until it is lifted)')
      .option('--announce', 'with --push --github: open an issue that announces the rollback'),
  ).action(async (name: string, options: RollbackOptions) => {
    const { rollback } = await import('../commands/release/rollback.ts')
    return run(program, (root) => rollback(root, name, options))
  })

  reported(
    add(
      'rollback-failed',
      'Roll back a release that Argo CD reported as failed, if `rollback.automatic` is set.',
      {
        'As the workflow does': 'npm run rollback-failed -- --commit "$SHA" --app "$APP"',
        'Decide again about a commit':
          'npm run rollback-failed -- --commit "$(git rev-parse HEAD)" --app argocd-reporter',
      },
    ),
  ).action(async (options: RollbackFailedOptions) => {
    const { rollbackFailed } = await import('../commands/release/rollback-failed.ts')
    return run(program, (root) => rollbackFailed(root, options))
  })

  delivering(
    add('hold', 'Keep an environment, or some of its services, at the current builds.', {
      'Every service': 'npm run hold -- staging --reason "Load test until noon"',
      'One service': 'npm run hold -- staging --service {service} --reason "Waits for the new schema" --push',
    })
      .argument('<environment>', 'the environment')
      .requiredOption('--reason <sentence>', 'reason for the hold')
      .option('--service <name>', 'only this service; may be repeated (default: the environment)', gather)
      .option('--until <date>', 'last day of the hold, YYYY-MM-DD (default: until it is lifted)'),
  ).action(async (name: string, options: HoldOptions) => {
    const { hold } = await import('../commands/release/hold.ts')
    return run(program, (root) => hold(root, name, options))
  })

  delivering(
    add('release-hold', 'Lift a hold.', {
      'Show what would change': 'npm run release-hold -- staging --dry-run',
      'The hold of the environment': 'npm run release-hold -- staging',
      'The hold of a service': 'npm run release-hold -- staging --service {service} --push',
    })
      .argument('<environment>', 'the environment')
      .option(
        '--service <name>',
        'lift the hold of this service; may be repeated (default: the hold of the environment)',
        gather,
      ),
  ).action(async (name: string, options: ReleaseHoldOptions) => {
    const { releaseHold } = await import('../commands/release/hold.ts')
    return run(program, (root) => releaseHold(root, name, options))
  })

  add('history', 'List the commits that changed the builds of an environment.', {
    'The newest 20': 'npm run history staging',
    'The newest 5': 'npm run history -- staging --limit 5',
  })
    .argument('<environment>', 'the environment')
    .option('--limit <count>', 'the maximum number of commits', count, 20)
    .action(async (name: string, options: { limit: number }) => {
      const { history } = await import('../commands/release/history.ts')
      return run(program, (root) => history(root, name, options))
    })

  reported(
    add('record-health', 'Append what Argo CD reported about a commit to the branch `health`.', {
      'As the workflow does': 'npm run record-health -- --commit "$SHA" --app "$APP"',
      'Record a status that no run recorded':
        'npm run record-health -- --commit "$(git rev-parse HEAD)" --app argocd-reporter',
    }),
  ).action(async (options: RecordHealthOptions) => {
    const { recordHealth } = await import('../commands/release/record-health.ts')
    return run(program, (root) => recordHealth(root, options))
  })

  withExamples(
    program
      .command('metrics')
      .description(
        'Show deployment frequency, lead time, change failure rate and time to restore, read from git.',
      ),
    {
      'Every environment, the last 90 days': 'npm run metrics',
      'One environment, since a date': 'npm run metrics -- production --since 2026-01-01',
      'As JSON, for a dashboard': 'npm run -s metrics -- --json',
    },
  )
    .argument('[environment...]', 'the environments (default: all)')
    .option('--since <period>', 'period in days (90d) or weeks (12w), or a date in UTC, YYYY-MM-DD', '90d')
    .action(async (names: string[], options: { since: string }) => {
      const { metrics } = await import('../commands/release/metrics.ts')
      return run(program, (root) => metrics(root, names, options))
    })
}

/** A command that commits: on the branch that is checked out, on a remote's branch, or in a pull request. */
const delivering = (command: Command): Command =>
  command
    .option('--dry-run', 'show what would be done, and change nothing')
    .option(
      '--push [branch]',
      'push to this branch of the remote, on top of its newest commit; defaults to main',
    )
    .option('--github', "with --push: commit through GitHub's API, which signs the commits of an App")
    .option('--pull-request', 'open a pull request')
    .option('--remote <name>', 'the remote', 'origin')

/** What commands take that read what Argo CD reported of a commit. */
const reported = (command: Command): Command =>
  command
    .requiredOption('--commit <id>', 'full ID of the commit')
    .requiredOption('--app <slug>', "the cluster's GitHub App; statuses of any other creator are ignored")
    .option('--remote <name>', 'the remote', 'origin')

/** The same for all that promotes. */
const VERIFY_ATTESTATIONS = [
  '--verify-attestations',
  "refuse images new to the target that were not built by this repository's workflow (needs gh)",
] as const

/** Of an example; any digest is 64 hexadecimal digits. */
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`

const gather = (value: string, before: readonly string[] = []): string[] => [...before, value]

function count(value: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(value))
    throw new InvalidArgumentError('It must be an integer from 1 to 999999.')
  return Number(value)
}
