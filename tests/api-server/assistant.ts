import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { parseAllDocuments } from 'yaml'
import { assist } from '../../render/commands/assist.ts'
import { findKubectl } from '../../render/tools/kubectl.ts'
import { ROOT } from '../support/root.ts'
import type { ApiServer } from './server.ts'

/** What a stand-in for an assistant does: it looks, it tries to change something, and it says what it found. */
const STAND_IN = `#!/bin/sh
kubectl get pods --all-namespaces
sh -c 'kubectl delete namespace todo-app'
kubectl get secrets --all-namespaces
echo "I looked."
`

/** A call, as the log has it. */
interface Logged {
  readonly arguments: readonly string[]
  readonly exit: number | null
  readonly forbidden?: true
}

/**
 * Runs `assist` with a stand-in that calls real kubectl on a real API server, under the account of
 * docs/ai-operations.md.
 *
 * @returns what is not as it should be.
 */
export async function tryAssistant(server: ApiServer): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-assistant-'))
  const before = { ...process.env }
  try {
    await server.ask('POST', '/api/v1/namespaces', namespace('todo-app'))
    await server.ask('POST', '/api/v1/namespaces', namespace('argocd'))
    for (const [path, manifest] of account()) await server.ask('POST', path, manifest)
    await aggregate(server)
    const token = await server.tokenOf('ai-operations', 'assistant')
    writeFileSync(join(folder, 'kubeconfig'), JSON.stringify(kubeconfig(server.url, token)), { mode: 0o600 })
    writeFileSync(join(folder, 'kubectl-ai'), STAND_IN)
    chmodSync(join(folder, 'kubectl-ai'), 0o755)
    const kubectl = (await findKubectl(ROOT)) ?? 'kubectl'
    Object.assign(process.env, {
      KUBECONFIG: join(folder, 'kubeconfig'),
      KUBECTL: kubectl,
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
    })
    const clone = join(folder, 'clone')
    await execa('git', ['clone', '--quiet', '--depth=1', `file://${ROOT}`, clone])
    await execa('git', ['-C', clone, 'config', 'user.email', 'ada@example.org'])
    const outcome = await assist(clone, 'kubectl-ai', ['What runs here?'], {
      environment: 'minikube',
      reason: 'A try of the log',
    })
    if (outcome.exit !== 0) return [`assist ended with ${outcome.exit}: ${outcome.errors.join('; ')}`]
    const lines = readFileSync(join(clone, 'docs/audit/ada-example-org.jsonl'), 'utf8').trimEnd().split('\n')
    const { calls } = JSON.parse(lines.at(-1) as string) as { calls: readonly Logged[] }
    const found = calls.map(
      ({ arguments: args, exit, forbidden }) =>
        `${args.slice(0, 2).join(' ')}: ${exit}${forbidden ? ', forbidden' : ''}`,
    )
    const expected = ['get pods: 0', 'delete namespace: 1, forbidden', 'get secrets: 1, forbidden']
    const still = await server.ask('GET', '/api/v1/namespaces/todo-app')
    return [
      ...(found.join() === expected.join() ? [] : [`the log has ${found.join('; ')}`]),
      ...(lines.join().includes(token) ? ['the log has the token'] : []),
      ...(still.ok ? [] : ['the namespace is gone']),
    ]
  } finally {
    for (const name of ['KUBECONFIG', 'KUBECTL', 'PATH'])
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    rmSync(folder, { recursive: true, force: true })
  }
}

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

/** Fills the role `view` as the controller manager would, which doesn't run here. */
async function aggregate(server: ApiServer): Promise<void> {
  const { body } = await server.ask('GET', `${RBAC}/clusterroles/system:aggregate-to-view`)
  const change = { rules: body['rules'] }
  await server.ask('PATCH', `${RBAC}/clusterroles/view`, change, 'application/merge-patch+json')
}

/** The manifests of docs/ai-operations.md, each with the path that takes it. */
function account(): [path: string, manifest: object][] {
  const text = readFileSync(join(ROOT, 'docs/ai-operations.md'), 'utf8')
  const block = /```yaml\n(# ai-operations\.yaml.*?)```/s.exec(text)?.[1] ?? ''
  return parseAllDocuments(block).map((document) => {
    const manifest = document.toJS() as { readonly kind: string }
    return [PATHS[manifest.kind] ?? manifest.kind, manifest]
  })
}

const RBAC = '/apis/rbac.authorization.k8s.io/v1'
const PATHS: Readonly<Record<string, string>> = {
  Namespace: '/api/v1/namespaces',
  ServiceAccount: '/api/v1/namespaces/ai-operations/serviceaccounts',
  ClusterRole: `${RBAC}/clusterroles`,
  ClusterRoleBinding: `${RBAC}/clusterrolebindings`,
}

/** Its context is called as the cluster of the environment in fleet.yaml. */
const kubeconfig = (server: string, token: string) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'minikube', cluster: { server, 'insecure-skip-tls-verify': true } }],
  users: [{ name: 'assistant', user: { token } }],
  contexts: [{ name: 'minikube', context: { cluster: 'minikube', user: 'assistant' } }],
  'current-context': 'minikube',
})
