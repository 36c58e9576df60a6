import ora from 'ora'
import { EXIT, type Line, type Outcome } from '../render/output/outcome.ts'
import { harmless } from '../render/output/print.ts'
import { nodePortsOf } from './node-ports.ts'
import { failed, type Report } from './report.ts'
import { ARGOCD, describe } from './repository.ts'
import { standInsOf } from './stand-ins.ts'
import type { Found, Step } from './step.ts'
import { application } from './steps/application.ts'
import { argocd } from './steps/argocd.ts'
import { addons, cluster } from './steps/cluster.ts'
import { images } from './steps/images.ts'
import { secrets } from './steps/secrets.ts'
import { gitServer, standInServer } from './steps/servers.ts'
import { remote, snapshot } from './steps/source.ts'
import { machine, tools } from './steps/tools.ts'
import { createWorld, type UpOptions, type World } from './world.ts'

/** In their order. What is wrong on this machine shows before anything is started. */
const stepsOf = (world: World): Step[] => [
  ...[tools, machine, remote, snapshot],
  ...[cluster, addons, argocd, images, gitServer],
  ...standInsOf(world).map(standInServer),
  ...[secrets, application],
]

/**
 * Brings the system up in Minikube, step by step. What is in place is left as it is, so that it can be run again after
 * a failure, a kill or a change.
 */
export async function up(root: string, options: UpOptions): Promise<Outcome> {
  const spinner = ora({ isSilent: !process.stderr.isTTY, discardStdin: false })
  const world = createWorld(root, options, (line) => {
    spinner.text = `${spinner.text.split(':')[0]}: ${harmless(line).slice(0, 100)}`
  })
  const reports: Report[] = []
  for (const step of stepsOf(world)) {
    spinner.start(step.name)
    try {
      if (step.applies?.(world) === false) continue
      const report = options.dryRun
        ? await rehearse(world, step, reports)
        : { step: step.name, ...(await take(world, step)) }
      reports.push(report)
    } catch (error) {
      return failed(step.name, error, reports)
    } finally {
      spinner.stop()
    }
    if (!options.dryRun) process.stderr.write(`${harmless(`${step.name}: ${reports.at(-1)?.found}`)}\n`)
  }
  if (options.dryRun) return rehearsed(reports)
  return arrived(world, reports, await addresses(world))
}

/** Brings a step about, if it is not in place. @throws what its check and actions throw. */
async function take(world: World, step: Step): Promise<Found> {
  const found = await step.check(world)
  if (found.done || !step.actions) return found
  for (const action of await step.actions(world)) {
    world.tell(action.show)
    await action.run()
  }
  return { done: true, found: 'done' }
}

/** Says what a step would do. Without a cluster or a copy of the working tree, what needs one can't be looked at. */
async function rehearse(world: World, step: Step, before: readonly Report[]): Promise<Report> {
  if (before.some(({ step: name, done }) => !done && step.needs?.includes(name)))
    return { step: step.name, done: false, found: 'not looked at yet' }
  const found = await step.check(world)
  if (found.done || !step.actions) return { step: step.name, ...found }
  const commands = (await step.actions(world)).map(({ show }) => show)
  return { step: step.name, ...found, commands }
}

function rehearsed(reports: readonly Report[]): Outcome {
  return {
    exit: EXIT.good,
    lines: reports.flatMap(({ step, done, found, commands = [] }): Line[] => [
      { text: `${done ? 'ok ' : 'due'} ${step}: ${found}`, tone: done ? 'quiet' : 'changed' },
      ...commands.map((command): Line => ({ text: `      ${command}` })),
    ]),
    errors: [],
    json: { steps: reports },
  }
}

interface Addresses {
  readonly ip: string
  readonly host?: string
  readonly nodePorts: readonly number[]
  readonly password: string
}

async function addresses(world: World): Promise<Addresses> {
  const { host } = describe(world.source, world.target).definition.environment
  const password = await world.kubectl([
    ...['--namespace', ARGOCD, 'get', 'secret', 'argocd-initial-admin-secret', '--ignore-not-found'],
    ...['--output', 'jsonpath={.data.password}'],
  ])
  return {
    ip: (await world.minikube('ip')).trim(),
    ...(host !== undefined && { host }),
    nodePorts: await nodePortsOf(world),
    password: Buffer.from(password, 'base64').toString(),
  }
}

function arrived(
  world: World,
  reports: readonly Report[],
  { ip, host, nodePorts, password }: Addresses,
): Outcome {
  const lines = [
    '',
    'The system:',
    ...nodePorts.map((port) => `  http://${ip}:${port}`),
    ...(host === undefined ? [] : [`  http://${host}, after: echo "${ip} ${host}" | sudo tee -a /etc/hosts`]),
    '  Where the machine cannot reach that address (Docker Desktop): docs/quickstart.md, "Open it"',
    'Argo CD:',
    `  kubectl --context ${world.target.cluster} --namespace ${ARGOCD} port-forward service/argocd-server 8080:443`,
    `  https://localhost:8080, user admin${password ? `, password ${password}` : '; its first password was changed'}`,
    'Remove it: npm run minikube -- down',
  ]
  return {
    exit: EXIT.good,
    lines: lines.map((text) => ({ text })),
    errors: [],
    json: {
      steps: reports,
      system: { ip, ...(host !== undefined && { host }), nodePorts },
      argocd: { url: 'https://localhost:8080', user: 'admin', password },
    },
  }
}
