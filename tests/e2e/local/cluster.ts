import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS } from '../../programs/folders.ts'
import type { Pods } from '../../programs/go.ts'
import { run } from '../../programs/program.ts'
import { API_SERVICE, NODE_ADDRESS } from './addresses.ts'
import {
  installArgoCd,
  startApplicationController,
  startGitServer,
  startRedis,
  startRepositoryServer,
} from './argo-cd.ts'
import { makeCertificates } from './certificates.ts'
import { FIRST, kubeconfigOf, type Plane, startControlPlane } from './control-plane.ts'
import { start, startMachine } from './machine.ts'
import { prepareMounts } from './node/mounts.ts'
import { createPodNetwork } from './node/network.ts'
import { startNode } from './node/node.ts'
import { startPretendedNodes } from './pretended-nodes.ts'

export const kubectlOf =
  (plane: Plane) =>
  (args: readonly string[], input?: string): Promise<string> =>
    run(join(FOLDERS.programs, 'kubectl'), ['--kubeconfig', kubeconfigOf(plane), ...args], {
      ...{ env: { KUBERC: 'off' } },
      ...(input !== undefined && { input }),
    })

export const kubectl = kubectlOf(FIRST)

/** A way to a cluster's API server over plain HTTP. */
export const startProxy = (plane: Plane): void =>
  start(`${plane.prefix}kubectl-proxy`, [
    ...['kubectl', '--kubeconfig', kubeconfigOf(plane), 'proxy', `--port=${plane.ports.proxy}`],
  ])

/** Starts a cluster with Argo CD; call it inside the network namespace. */
export async function startCluster(pods: Pods, base: string, report: (line: string) => void): Promise<void> {
  if (pods === 'real') await createPodNetwork()
  await startMachine(pods === 'real' ? prepareMounts() : undefined)
  await makeCertificates(['127.0.0.1', NODE_ADDRESS, API_SERVICE], ['kubernetes.default.svc'])
  await startControlPlane(FIRST, pods)
  startProxy(FIRST)
  report('the API server is ready')
  await (pods === 'real' ? startNode(kubectl) : startPretendedNodes(FIRST, kubectl))
  report('the nodes are ready')
  while (!(await kubectl(['get', 'serviceaccount', 'default', '--ignore-not-found']))) await pause(200)
  await installArgoCd(kubectl, base)
  await startGitServer()
  startRedis()
  await startRepositoryServer(kubectl)
  await startApplicationController(kubectl)
  report('Argo CD runs')
}
