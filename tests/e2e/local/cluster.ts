import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { run } from '../build/program.ts'
import { FOLDERS } from '../folders.ts'
import {
  installArgoCd,
  startApplicationController,
  startGitServer,
  startRedis,
  startRepositoryServer,
} from './argo-cd.ts'
import { KUBECONFIG, startControlPlane } from './control-plane.ts'
import { start, startMachine } from './machine.ts'
import { PRETENDED_NODE, startKwok } from './pretended-node.ts'

export const kubectl = (args: readonly string[], input?: string): Promise<string> =>
  run(join(FOLDERS.programs, 'kubectl'), ['--kubeconfig', KUBECONFIG, ...args], {
    ...{ env: { KUBERC: 'off' } },
    ...(input !== undefined && { input }),
  })

/** Starts a cluster with a pretended node and Argo CD; call it inside the network namespace. */
export async function startCluster(base: string, report: (line: string) => void): Promise<void> {
  await startMachine()
  await startControlPlane()
  start('kubectl-proxy', ['kubectl', '--kubeconfig', KUBECONFIG, 'proxy', '--port=8001'])
  report('the API server is ready')
  await startKwok()
  const items = { apiVersion: 'v1', kind: 'List', items: PRETENDED_NODE }
  await kubectl(['apply', '--filename', '-'], JSON.stringify(items))
  await kubectl(['wait', '--for=condition=Ready', 'node/pretended', '--timeout=60s'])
  while (!(await kubectl(['get', 'serviceaccount', 'default', '--ignore-not-found']))) await pause(200)
  await installArgoCd(kubectl, base)
  await startGitServer()
  startRedis()
  await startRepositoryServer(kubectl)
  await startApplicationController(kubectl)
  report('Argo CD runs')
}
