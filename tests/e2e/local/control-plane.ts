import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS } from '../../programs/folders.ts'
import type { Pods } from '../../programs/go.ts'
import { run, ToolFailed } from '../../programs/program.ts'
import { NODE, NODE_ADDRESS, SERVICE_RANGE } from './addresses.ts'
import { CERTIFICATES } from './certificates.ts'
import { start } from './machine.ts'

/** What tells two clusters apart that run in one network namespace. */
export interface Plane {
  /** Its name in fleet.yaml, and that of the kubeconfig's context. */
  readonly cluster: string
  /** What the names of its programs begin with. */
  readonly prefix: string
  /** Keys, data and kubeconfig. */
  readonly folder: string
  readonly ports: {
    readonly etcd: number
    readonly peers: number
    readonly server: number
    readonly proxy: number
    readonly kwok: number
  }
}

/** The cluster that Argo CD runs in. */
export const FIRST: Plane = {
  ...{ cluster: 'minikube', prefix: '', folder: FOLDERS.run },
  ports: { etcd: 2379, peers: 2380, server: 6443, proxy: 8001, kwok: 10247 },
}

const at = ({ folder }: Plane, file: string): string => join(folder, file)
export const kubeconfigOf = (plane: Plane): string => at(plane, 'kubeconfig')
export const serverOf = ({ ports }: Plane): string => `https://127.0.0.1:${ports.server}`
export const KUBECONFIG = kubeconfigOf(FIRST)
export const KUBELET_KUBECONFIG = at(FIRST, 'kubelet.kubeconfig')

/** etcd, the API server, the controllers and the scheduler, until the API server is ready. */
export async function startControlPlane(plane: Plane, pods: Pods): Promise<void> {
  const { prefix, ports } = plane
  writeKeys(plane)
  const [clients, peers] = [`http://127.0.0.1:${ports.etcd}`, `http://127.0.0.1:${ports.peers}`]
  start(`${prefix}etcd`, [
    ...['etcd', '--data-dir', at(plane, 'etcd'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', clients, '--advertise-client-urls', clients],
    ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers],
    ...['--initial-cluster', `default=${peers}`],
  ])
  await startApiServer(plane, pods)
  const client = [`--kubeconfig=${kubeconfigOf(plane)}`, '--leader-elect=false', '--secure-port=0']
  start(`${prefix}kube-controller-manager`, [
    ...['kube-controller-manager', ...client],
    ...[`--service-account-private-key-file=${at(plane, 'accounts.key')}`],
    ...['--use-service-account-credentials=true', `--root-ca-file=${CERTIFICATES.server.certificate}`],
    // Else it calls the pods of every node not ready once the API server was away, and kwok never calls them ready again.
    ...(pods === 'pretend' ? ['--node-monitor-grace-period=1h'] : []),
  ])
  start(`${prefix}kube-scheduler`, ['kube-scheduler', ...client])
}

/** Also again, after it was killed. */
export async function startApiServer(plane: Plane, pods: Pods): Promise<void> {
  const { server } = CERTIFICATES
  start(`${plane.prefix}kube-apiserver`, [
    ...['kube-apiserver', `--etcd-servers=http://127.0.0.1:${plane.ports.etcd}`],
    ...[`--secure-port=${plane.ports.server}`],
    ...[`--tls-cert-file=${server.certificate}`, `--tls-private-key-file=${server.key}`],
    ...[
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${at(plane, 'accounts.pub')}`,
      `--service-account-signing-key-file=${at(plane, 'accounts.key')}`,
    ],
    ...[`--service-cluster-ip-range=${SERVICE_RANGE}`, `--token-auth-file=${at(plane, 'tokens.csv')}`],
    ...['--allow-privileged=true', ...(pods === 'real' ? forKubelets() : FOR_NOTHING)],
  ])
  await ready(plane)
}

/** Nothing outside of the loopback talks to the API server. */
const FOR_NOTHING = [
  ...['--bind-address=127.0.0.1', '--advertise-address=127.0.0.1'],
  ...['--authorization-mode=RBAC', '--endpoint-reconciler-type=none'],
]

/** Kubelets, pods and metrics-server do, and it talks to them. */
function forKubelets(): string[] {
  const { kubeletClient, proxyClient } = CERTIFICATES
  return [
    ...['--bind-address=0.0.0.0', `--advertise-address=${NODE_ADDRESS}`],
    ...['--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction'],
    `--client-ca-file=${kubeletClient.certificate}`,
    `--kubelet-client-certificate=${kubeletClient.certificate}`,
    `--kubelet-client-key=${kubeletClient.key}`,
    ...['--kubelet-preferred-address-types=InternalIP', '--enable-aggregator-routing=true'],
    `--proxy-client-cert-file=${proxyClient.certificate}`,
    `--proxy-client-key-file=${proxyClient.key}`,
    `--requestheader-client-ca-file=${proxyClient.certificate}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
  ]
}

function writeKeys(plane: Plane): void {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const secret = { mode: 0o600 }
  writeFileSync(at(plane, 'accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), secret)
  writeFileSync(at(plane, 'accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
  const [admin, kubelet] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')]
  const users = [`${admin},admin,admin,system:masters`, `${kubelet},system:node:${NODE},node,system:nodes`]
  writeFileSync(at(plane, 'tokens.csv'), `${users.join('\n')}\n`, secret)
  writeFileSync(kubeconfigOf(plane), kubeconfig(plane, admin), secret)
  writeFileSync(at(plane, 'kubelet.kubeconfig'), kubeconfig(plane, kubelet), secret)
}

/** Each name with the cluster's in it: of two files with one name, kubectl takes the first. */
const kubeconfig = (plane: Plane, token: string): string => {
  const { cluster: name } = plane
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: serverOf(plane), 'insecure-skip-tls-verify': true } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  })
}

async function ready(plane: Plane): Promise<void> {
  const kubectl = join(FOLDERS.programs, 'kubectl')
  const ask = ['--kubeconfig', kubeconfigOf(plane), 'get', '--raw', '/readyz']
  const deadline = Date.now() + 180_000
  while (Date.now() < deadline) {
    const answer = await run(kubectl, ask).catch(() => '')
    if (answer === 'ok') return
    await pause(300)
  }
  throw new ToolFailed(
    `The API server of ${plane.cluster} is not ready after 180 s; see ${plane.prefix}kube-apiserver.log.`,
  )
}
