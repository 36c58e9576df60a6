import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from '../../programs/folders.ts'
import { createApi } from '../cluster/api.ts'
import type { OtherCluster } from '../scenarios/scenario.ts'
import { kubectlOf, startProxy } from './cluster.ts'
import { kubeconfigOf, type Plane, serverOf, startApiServer, startControlPlane } from './control-plane.ts'
import { kill, listening } from './machine.ts'
import { startPretendedNodes } from './pretended-nodes.ts'

const SECOND: Plane = {
  ...{ cluster: 'second', prefix: 'second-', folder: join(FOLDERS.run, 'second') },
  ports: { etcd: 2479, peers: 2480, server: 7443, proxy: 8002, kwok: 10248 },
}

const PROGRAMS = [
  ...['kwok', 'kubectl-proxy', 'kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'],
].map((name) => `${SECOND.prefix}${name}`)

/** Starts a cluster beside the first, without Argo CD, whose pods are pretended. */
export async function startSecondCluster(): Promise<OtherCluster> {
  const { cluster, folder, ports } = SECOND
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  await startControlPlane(SECOND, 'pretend')
  startProxy(SECOND)
  await listening(`${SECOND.prefix}kubectl-proxy`, String(ports.proxy))
  await startPretendedNodes(SECOND, kubectlOf(SECOND))
  return {
    ...{ cluster, folder, server: serverOf(SECOND), kubeconfig: kubeconfigOf(SECOND) },
    api: createApi(`http://127.0.0.1:${ports.proxy}`),
    apiServer: {
      kill: () => kill(`${SECOND.prefix}kube-apiserver`),
      start: () => startApiServer(SECOND, 'pretend'),
    },
    async stop() {
      for (const each of PROGRAMS) await kill(each).catch(() => {})
    },
  }
}
