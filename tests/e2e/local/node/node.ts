import { join } from 'node:path'
import { FOLDERS } from '../../../programs/folders.ts'
import { POSTGRES } from '../../images/postgres.ts'
import { registryCommand } from '../../images/registry.ts'
import { NODE, NODE_ADDRESS, REGISTRY_PORT } from '../addresses.ts'
import { CERTIFICATES } from '../certificates.ts'
import { KUBECONFIG } from '../control-plane.ts'
import { listening, start } from '../machine.ts'
import { ADD_ONS, METRICS_PORT } from './add-ons.ts'
import { ctr, LOCAL_REGISTRY, startContainerd } from './containerd.ts'
import { startKubelet, startKubeProxy } from './kubelet.ts'

type Kubectl = (args: readonly string[], input?: string) => Promise<string>

/** A node that runs its pods, with what they need besides: DNS, volumes, NetworkPolicies, metrics. */
export async function startNode(kubectl: Kubectl): Promise<void> {
  start('registry', registryCommand(REGISTRY_PORT))
  await listening('registry', String(REGISTRY_PORT))
  await startContainerd()
  // By its pinned name, which no mirror can serve if the image is a stand-in.
  const local = `${LOCAL_REGISTRY}/todo-e2e/postgres:17`
  await ctr('images', 'pull', '--plain-http', local)
  await ctr('images', 'tag', local, POSTGRES)
  startKubelet()
  startKubeProxy()
  start('network-policies', ['node-agent', 'network-policies', KUBECONFIG])
  start('storage', ['node-agent', 'storage', KUBECONFIG, join(FOLDERS.run, 'volumes')])
  startMetricsServer()
  await kubectl(
    ['apply', '--filename', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ADD_ONS }),
  )
  await kubectl(['wait', '--for=create', `node/${NODE}`, '--timeout=120s'])
  await kubectl(['wait', '--for=condition=Ready', `node/${NODE}`, '--timeout=120s'])
  const dns = ['--namespace', 'kube-system', 'rollout', 'status', 'deployment/kube-dns', '--timeout=180s']
  await kubectl(dns)
}

function startMetricsServer(): void {
  const { certificate, key } = CERTIFICATES.server
  const kubeconfigs = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig']
  start('metrics-server', [
    ...['metrics-server', ...kubeconfigs.map((each) => `--${each}=${KUBECONFIG}`)],
    ...[`--secure-port=${METRICS_PORT}`, `--bind-address=${NODE_ADDRESS}`, '--metric-resolution=15s'],
    ...[`--tls-cert-file=${certificate}`, `--tls-private-key-file=${key}`],
    ...[
      '--kubelet-insecure-tls',
      '--kubelet-preferred-address-types=InternalIP',
      '--kubelet-use-node-status-port',
    ],
  ])
}
