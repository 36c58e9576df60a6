import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { write } from '../../support/files.ts'
import { packageChart, startChartRepository } from '../../vendor/chart-server.ts'
import { componentTexts, sourceText } from '../../vendor/texts.ts'
import { assert, type Live, until } from '../cluster/api.ts'
import { applicationPath, settled, state } from '../cluster/applications.ts'
import { CHART_IMAGE, FIRST, REGISTRY } from '../images/list.ts'
import { DEPLOY_SECONDS, deploy, refreshAll } from './deployed.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

const CRD = 'base/crds/caches.cache.example.com.yaml'

export const vendored: Scenario = {
  number: 16,
  title: 'A vendored chart with a kind of its own is deployed, and pruned when it is switched off',
  needs: ['images of newer builds'],
  notExercised: [
    'a chart of a public repository: one of the tests is served on loopback, and with real pods runs an image of this run',
  ],
  async run(context) {
    const { api, application, environment, kubectl, repository } = context
    await deploy(context)
    const file = `environments/${environment}/environment.yaml`
    await vendorChart(context)
    // Nothing deploys definitions: administrators of the cluster do.
    await kubectl('apply', '--server-side', '--filename', join(repository.folder, CRD))
    repository.edit(file, '\ncomponents:\n', '\ncomponents:\n  cache: {}\n')
    await repository.npm('render')
    await repository.npm('validate', environment)
    const objects = broughtObjects(repository.folder)
    await repository.renderAndPush('Bring a cache')
    const pushed = Date.now()
    await refreshAll(context)
    await until('the objects of the chart', DEPLOY_SECONDS, async () => {
      const missing = await notLive(context, objects)
      return missing.length === 0 || `missing: ${missing.join(', ')}`
    })
    await settled(api, application, DEPLOY_SECONDS)
    const deployed = Date.now() - pushed
    const now = await api.get(applicationPath(application))
    const wrong = objects.filter((each) => !isWell(now, each))
    assert(wrong.length === 0, `not Synced and Healthy in Application/${application}: ${wrong.join(', ')}`)
    assert(hasRun(now, 'cache-migrate'), `Job/cache-migrate did not run: ${state(now)}`)

    repository.edit(file, '  cache: {}\n', '')
    await repository.renderAndPush('Switch the cache off')
    const dropped = Date.now()
    await refreshAll(context)
    await until('the objects of the chart pruned', 120, async () => {
      const missing = await notLive(context, objects)
      const left = objects.filter((each) => !missing.includes(each))
      return left.length === 0 || `left: ${left.join(', ')}`
    })
    const pruned = Date.now() - dropped
    await settled(api, application, 120)

    for (const each of ['base/components/cache', 'base/vendor/cache'])
      rmSync(join(repository.folder, each), { recursive: true })
    await repository.npm('vendor')
    assert(!existsSync(join(repository.folder, CRD)), `${CRD} is left`)
    await repository.renderAndPush('Remove the cache')
    await refreshAll(context)
    await settled(api, application, 120)
    await kubectl('delete', 'crd', 'caches.cache.example.com')
    return [
      `Synced and Healthy ${seconds(deployed)} after the push, with ${objects.join(', ')}; its migration ran`,
      `switched off: all of them pruned ${seconds(pruned)} after the push; its files removed afterwards: Synced and Healthy`,
    ]
  },
}

/** Fetches the chart of the tests from a server on loopback, and wraps it in a component. */
async function vendorChart({ digests, pods, repository }: Context): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-e2e-chart-'))
  const real = pods === 'real'
  const archive = await packageChart(folder, '1.0.0', real ? runNode : undefined)
  rmSync(folder, { recursive: true })
  const server = await startChartRepository({ '1.0.0': archive })
  try {
    write(repository.folder, {
      'base/vendor/cache/source.yaml': sourceText(server.url, archive, real ? nodeImage(digests) : {}),
      ...componentTexts,
    })
    await repository.npm('vendor')
  } finally {
    server.close()
  }
}

/** In place of Redis, an image of this run that listens where the chart's probes ask. */
const nodeImage = (digests: Context['digests']): { values: string } => {
  const image = `{repository: ${REGISTRY}/${CHART_IMAGE}, tag: ${FIRST}, digest: "${digests[CHART_IMAGE]}"}`
  return { values: `{existingSecret: cache, image: ${image}}` }
}

/** Changes the chart's commands for it. */
function runNode(chart: string): void {
  for (const [file, from, to] of [
    ['deployment', 'args: [redis-server, /etc/cache/redis.conf]', `args: [--eval, "${LISTEN}"]`],
    ['migration', 'command: [redis-cli, --version]', 'command: [node, --version]'],
    [
      'migration',
      'memory: 16Mi }\n            limits: { cpu: 100m, memory: 16Mi }',
      'memory: 64Mi }\n            limits: { cpu: 100m, memory: 64Mi }',
    ],
  ] as const) {
    const path = join(chart, `templates/${file}.yaml`)
    const text = readFileSync(path, 'utf8')
    assert(text.includes(from), `${path} does not contain ${from}`)
    writeFileSync(path, text.replace(from, to))
  }
}
const LISTEN = "require('node:net').createServer().listen(6379); process.on('SIGTERM', () => process.exit(0))"

/** As `kind/name`, all but hooks, which Argo CD deletes when they have ended. */
const broughtObjects = (root: string): string[] =>
  globSync('base/vendor/cache/*.yaml', { cwd: root })
    .map((path) => parse(readFileSync(join(root, path), 'utf8')))
    .filter(({ kind, metadata }) => metadata?.name !== undefined && kind !== 'Job')
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .sort()

/** @returns those that the cluster does not have. */
async function notLive({ kubectl, namespace }: Context, objects: readonly string[]): Promise<string[]> {
  const get = ['--namespace', namespace, 'get', '--ignore-not-found', '--output=name']
  const live = await Promise.all(objects.map((each) => kubectl(...get, each)))
  return objects.filter((_, index) => live[index] === '')
}

/** Whether an Application calls an object of its own Synced, and Healthy if its kind has a health. */
const isWell = (application: Live | undefined, object: string): boolean =>
  application?.['status'].resources.some(
    ({ kind, name, status, health }: { kind: string; name: string; status: string; health?: Health }) =>
      `${kind}/${name}` === object && status === 'Synced' && (health?.status ?? 'Healthy') === 'Healthy',
  ) ?? false

/** Whether the last sync ran a hook of the chart. */
const hasRun = (application: Live | undefined, hook: string): boolean =>
  application?.['status'].operationState?.syncResult?.resources.some(
    ({ name, hookPhase }: { name: string; hookPhase?: string }) => name === hook && hookPhase === 'Succeeded',
  ) ?? false

interface Health {
  readonly status: string
}
