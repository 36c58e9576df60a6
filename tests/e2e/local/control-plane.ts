import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS } from '../../programs/folders.ts'
import { run, ToolFailed } from '../../programs/program.ts'
import type { Pods } from '../options.ts'
import { API_SERVICE, NODE, NODE_ADDRESS, SERVICE_RANGE } from './addresses.ts'
import { CERTIFICATES, makeCertificates } from './certificates.ts'
import { start } from './machine.ts'

const at = (...path: string[]): string => join(FOLDERS.run, ...path)
export const KUBECONFIG = at('kubeconfig')
export const KUBELET_KUBECONFIG = at('kubelet.kubeconfig')
const SERVER = 'https://127.0.0.1:6443'

/** etcd, the API server, the controllers and the scheduler, until the API server is ready. */
export async function startControlPlane(pods: Pods): Promise<void> {
  await makeCertificates(['127.0.0.1', NODE_ADDRESS, API_SERVICE], ['kubernetes.default.svc'])
  writeKeys()
  start('etcd', [
    ...['etcd', '--data-dir', at('etcd'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', 'http://127.0.0.1:2379', '--advertise-client-urls', 'http://127.0.0.1:2379'],
    ...[
      '--listen-peer-urls',
      'http://127.0.0.1:2380',
      '--initial-advertise-peer-urls',
      'http://127.0.0.1:2380',
    ],
    ...['--initial-cluster', 'default=http://127.0.0.1:2380'],
  ])
  const { server } = CERTIFICATES
  start('kube-apiserver', [
    ...['kube-apiserver', '--etcd-servers=http://127.0.0.1:2379', '--secure-port=6443'],
    ...[`--tls-cert-file=${server.certificate}`, `--tls-private-key-file=${server.key}`],
    ...[
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${at('accounts.pub')}`,
      `--service-account-signing-key-file=${at('accounts.key')}`,
    ],
    ...[`--service-cluster-ip-range=${SERVICE_RANGE}`, `--token-auth-file=${at('tokens.csv')}`],
    ...['--allow-privileged=true', ...(pods === 'real' ? forKubelets() : FOR_NOTHING)],
  ])
  await ready()
  const client = [`--kubeconfig=${KUBECONFIG}`, '--leader-elect=false', '--authentication-skip-lookup']
  start('kube-controller-manager', [
    ...['kube-controller-manager', ...client, `--service-account-private-key-file=${at('accounts.key')}`],
    ...['--use-service-account-credentials=true', `--root-ca-file=${server.certificate}`],
  ])
  start('kube-scheduler', ['kube-scheduler', ...client])
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

function writeKeys(): void {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const secret = { mode: 0o600 }
  writeFileSync(at('accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), secret)
  writeFileSync(at('accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
  const [admin, kubelet] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')]
  const users = [`${admin},admin,admin,system:masters`, `${kubelet},system:node:${NODE},node,system:nodes`]
  writeFileSync(at('tokens.csv'), `${users.join('\n')}\n`, secret)
  writeFileSync(KUBECONFIG, kubeconfig(admin), secret)
  writeFileSync(KUBELET_KUBECONFIG, kubeconfig(kubelet), secret)
}

const kubeconfig = (token: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'minikube', cluster: { server: SERVER, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'user', user: { token } }],
    // The name that fleet.yaml has for the cluster.
    contexts: [{ name: 'minikube', context: { cluster: 'minikube', user: 'user' } }],
    'current-context': 'minikube',
  })

async function ready(): Promise<void> {
  const kubectl = join(FOLDERS.programs, 'kubectl')
  const deadline = Date.now() + 180_000
  while (Date.now() < deadline) {
    const answer = await run(kubectl, ['--kubeconfig', KUBECONFIG, 'get', '--raw', '/readyz']).catch(() => '')
    if (answer === 'ok') return
    await pause(300)
  }
  throw new ToolFailed(`The API server is not ready after 180 s; see ${at('logs', 'kube-apiserver.log')}.`)
}
