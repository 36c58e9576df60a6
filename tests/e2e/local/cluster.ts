import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS } from '../../programs/folders.ts'
import { run } from '../../programs/program.ts'
import type { Pods } from '../options.ts'
import {
  installArgoCd,
  startApplicationController,
  startGitServer,
  startRedis,
  startRepositoryServer,
} from './argo-cd.ts'
import { KUBECONFIG, startControlPlane } from './control-plane.ts'
import { start, startMachine } from './machine.ts'
import { prepareMounts } from './node/mounts.ts'
import { createPodNetwork } from './node/network.ts'
import { startNode } from './node/node.ts'
import { startPretendedNode } from './pretended-node.ts'

export const kubectl = (args: readonly string[], input?: string): Promise<string> =>
  run(join(FOLDERS.programs, 'kubectl'), ['--kubeconfig', KUBECONFIG, ...args], {
    ...{ env: { KUBERC: 'off' } },
    ...(input !== undefined && { input }),
  })

/** Starts a cluster with Argo CD; call it inside the network namespace. */
export async function startCluster(pods: Pods, base: string, report: (line: string) => void): Promise<void> {
  if (pods === 'real') await createPodNetwork()
  await startMachine(pods === 'real' ? prepareMounts() : undefined)
  await startControlPlane(pods)
  start('kubectl-proxy', ['kubectl', '--kubeconfig', KUBECONFIG, 'proxy', '--port=8001'])
  report('the API server is ready')
  await (pods === 'real' ? startNode(kubectl) : startPretendedNode(kubectl))
  report('the node is ready')
  while (!(await kubectl(['get', 'serviceaccount', 'default', '--ignore-not-found']))) await pause(200)
  await installArgoCd(kubectl, base)
  await startGitServer()
  startRedis()
  await startRepositoryServer(kubectl)
  await startApplicationController(kubectl)
  report('Argo CD runs')
}
