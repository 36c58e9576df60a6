import { rmSync } from 'node:fs'
import { EXIT, type Outcome } from '../render/output/outcome.ts'
import { clearStart, isOurs, profile } from './cluster.ts'
import { secretsFile } from './repository.ts'
import { LABEL } from './steps/images.ts'
import { type Action, createWorld, minikube, program, type UpOptions, type World } from './world.ts'

/**
 * Deletes the cluster that `up` started, the images that it built, and its copy of the working tree. A cluster that was
 * there before is left alone. secrets.env stays: people may have written into it.
 */
export async function down(root: string, options: UpOptions): Promise<Outcome> {
  const world = createWorld(root, options, () => undefined)
  const found = await profile(world)
  if (found && !(await isOurs(world, found)))
    return {
      exit: EXIT.findings,
      lines: [],
      errors: [
        `Minikube's cluster "${world.target.cluster}" was not started by this command; nothing was removed.`,
        `Fix: \`minikube delete --profile ${world.target.cluster}\` deletes the whole cluster; docs/quickstart.md, "Remove it", removes only the system.`,
      ],
      json: { removed: [] },
    }
  const actions = [
    ...(found ? [minikube(world, 'delete')] : []),
    ...(await imagesOf(world)),
    { show: `rm -r ${world.state}`, run: async () => rmSync(world.state, { recursive: true, force: true }) },
  ]
  if (!options.dryRun) {
    for (const action of actions) await action.run()
    clearStart(world)
  }
  return {
    exit: EXIT.good,
    lines: [
      ...actions.map(({ show }) => ({ text: show })),
      {
        text: `${secretsFile(world.target)} and the line in /etc/hosts are kept.`,
        tone: 'quiet' as const,
      },
    ],
    errors: [],
    json: { removed: actions.map(({ show }) => show) },
  }
}

async function imagesOf(world: World): Promise<Action[]> {
  const list = ['image', 'ls', '--filter', `label=${LABEL}`, '--format', '{{.Repository}}:{{.Tag}}']
  const images = (await world.run('docker', list)).split('\n').filter(Boolean)
  return images.length === 0 ? [] : [program(world, 'docker', ['image', 'rm', ...images])]
}
