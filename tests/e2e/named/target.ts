import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findKubectl } from '../../../render/tools/kubectl.ts'
import { run, ToolFailed } from '../../programs/program.ts'
import { ROOT } from '../../support/root.ts'
import { type Api, createApi, type Live } from '../cluster/api.ts'
import type { Options } from '../options.ts'
import { AUTHOR, cloneRepository } from '../repository/repository.ts'
import { leftOvers, takeAway } from '../scenarios/deployed.ts'
import { TESTED } from '../scenarios/scenario.ts'
import type { Target } from '../target.ts'
import { startProxy } from './proxy.ts'

/** The cluster that the kubeconfig's current context names: it has Argo CD, and nothing of the tested environment. */
export async function namedTarget(
  { frontend, keep, repository: url = '' }: Options,
  report: (line: string) => void,
): Promise<Target> {
  await refuseForeign(url)
  const program = await findKubectl(ROOT)
  if (program === undefined)
    throw new ToolFailed('kubectl was not found: install it, or name it in $KUBECTL.')
  const config = await currentContext(program)
  const folder = mkdtempSync(join(tmpdir(), 'todo-e2e-named-'))
  const kubeconfig = join(folder, 'kubeconfig')
  const kubectl = (...args: string[]): Promise<string> =>
    run(program, ['--kubeconfig', kubeconfig, ...args], { env: { KUBERC: 'off' } })
  writeFileSync(kubeconfig, config, { mode: 0o600 })
  const proxy = await startProxy(program, kubeconfig)
  const stop = (): void => {
    proxy.end()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      stop()
      process.exit(130)
    })
  try {
    const api = createApi(proxy.url)
    await refuseDeployed(api)
    const nodes = await api.list('/api/v1/nodes')
    report(`the cluster answers: ${machine(nodes)}`)
    const place = { remote: url, url, folder: join(folder, 'work'), cache: join(folder, 'render-cache') }
    const repository = await cloneRepository(ROOT, { ...place, env: { KUBECONFIG: kubeconfig } })
    return {
      offers: ['real pods'],
      context: {
        ...{ api, kubectl, repository, pods: 'real', digests: {} },
        frontend: frontend ?? `http://${internalAddress(nodes)}:30080`,
        podRange: nodes[0]?.['spec'].podCIDR ?? '',
      },
      subject: {
        pods: 'those of a cluster that was there already',
        machine: machine(nodes),
        versions: await versions(api),
      },
      async end(context) {
        try {
          if (!keep) await takeAway(context)
        } finally {
          stop()
        }
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}

/** `main` of the repository is replaced: it must be empty, or hold what an earlier run pushed. */
async function refuseForeign(url: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-e2e-remote-'))
  try {
    const heads = await run('git', ['ls-remote', '--heads', url])
    if (heads === '') return
    await run('git', ['init', '--quiet', folder])
    await run('git', ['-C', folder, 'fetch', '--quiet', '--depth', '1', url, 'main'])
    const author = await run('git', ['-C', folder, 'log', '-1', '--format=%ae', 'FETCH_HEAD'])
    if (author.trim() !== AUTHOR)
      throw new ToolFailed(
        `--repository: ${url} is not empty, and its main is no earlier run's: a run replaces it.`,
      )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The current context alone, under the name that fleet.yaml has for the cluster. */
async function currentContext(program: string): Promise<string> {
  const view = ['config', 'view', '--raw', '--minify', '--flatten', '--output=json']
  const config = JSON.parse(await run(program, view))
  config.contexts[0].name = TESTED.cluster
  config['current-context'] = TESTED.cluster
  return JSON.stringify(config)
}

/** Scenarios delete what they deploy: nobody else's environment may be there. */
async function refuseDeployed(api: Api): Promise<void> {
  if (!(await api.get('/apis/argoproj.io/v1alpha1')))
    throw new ToolFailed('The cluster has no Argo CD: docs/quickstart.md installs it.')
  const there = await leftOvers(api, TESTED.namespace)
  if (there.length > 0)
    throw new ToolFailed(
      `The cluster is in use: ${there.join(', ')}. Runs delete what they find; name an empty cluster.`,
    )
}

function machine(nodes: readonly Live[]): string {
  const infos = nodes.map(({ status }) => status.nodeInfo)
  const of = (field: string): string => [...new Set(infos.map((info) => info[field]))].join(', ')
  return `${nodes.length} node${nodes.length === 1 ? '' : 's'} (${of('osImage')}, ${of('containerRuntimeVersion')})`
}

const internalAddress = ([node]: readonly Live[]): string =>
  (node?.['status'].addresses ?? []).find(({ type }: { type: string }) => type === 'InternalIP')?.address ??
  ''

async function versions(api: Api): Promise<Record<string, string>> {
  const [kubernetes, server] = await Promise.all([
    api.get('/version'),
    api.get('/apis/apps/v1/namespaces/argocd/deployments/argocd-repo-server'),
  ])
  const image = String(server?.['spec'].template.spec.containers[0].image ?? 'unknown')
  return {
    Kubernetes: String(kubernetes?.['gitVersion']).replace(/^v/, ''),
    'Argo CD': image.split(':').at(-1)?.replace(/^v/, '') ?? 'unknown',
    Node: process.versions.node,
  }
}
