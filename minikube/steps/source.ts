import { describe } from '../repository.ts'
import { run } from '../run.ts'
import { snapshotOf, takeSnapshot } from '../snapshot.ts'
import { done, due, type Step } from '../step.ts'
import { StepError } from '../step-error.ts'

/** What Argo CD reads: the repository of fleet.yaml, which must answer, or a copy of the working tree. */
export const remote: Step = {
  name: 'repository',
  applies: ({ options }) => !options.fromWorkingTree,
  check: async ({ root, target }) => {
    const { fleet, definition } = describe(root, target)
    const branch = definition.environment.revision ?? 'main'
    // Without the user's credentials, which Argo CD lacks, and without a question for a password.
    const args = ['-c', 'credential.helper=', 'ls-remote', '--exit-code', fleet.repository, branch]
    const commit = await run('git', args, { env: { GIT_TERMINAL_PROMPT: '0' } }).catch(() => undefined)
    if (commit === undefined)
      throw new StepError(
        `${fleet.repository} (environments/fleet.yaml): branch "${branch}" can't be read without credentials.`,
        'Set the URL of your fork (docs/quickstart.md), or add --from-working-tree to deploy the files on disk.',
      )
    return done(`${fleet.repository} at ${commit.slice(0, 12)}`)
  },
}

export const snapshot: Step = {
  name: 'snapshot',
  applies: ({ options }) => options.fromWorkingTree === true,
  check: async (world) => {
    describe(world.root, world.target)
    const commit = await snapshotOf(world)
    return commit === undefined
      ? due('the working tree changed since the last copy')
      : done(commit.slice(0, 12))
  },
  actions: (world) => [
    {
      show: `copy the working tree to ${world.source}, render it, and bump it to images built from it`,
      run: () => takeSnapshot(world),
    },
  ],
}
