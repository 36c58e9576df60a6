import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { run, ToolFailed } from '../build/program.ts'
import { FOLDERS } from '../folders.ts'
import { start } from './machine.ts'

const at = (...path: string[]): string => join(FOLDERS.run, ...path)
export const KUBECONFIG = at('kubeconfig')
/** Of the API server, which makes them; its addresses are those of the git server too. */
export const CERTIFICATE = at('certificates', 'apiserver.crt')
export const KEY = at('certificates', 'apiserver.key')
const SERVER = 'https://127.0.0.1:6443'

/** etcd, the API server, the controllers and the scheduler, until the API server is ready. */
export async function startControlPlane(): Promise<void> {
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
  start('kube-apiserver', [
    ...['kube-apiserver', '--etcd-servers=http://127.0.0.1:2379', '--secure-port=6443'],
    ...['--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--cert-dir=${at('certificates')}`],
    ...[
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${at('accounts.pub')}`,
    ],
    ...[
      `--service-account-signing-key-file=${at('accounts.key')}`,
      '--service-cluster-ip-range=10.97.0.0/16',
    ],
    ...[
      `--token-auth-file=${at('tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--allow-privileged=true',
      '--endpoint-reconciler-type=none',
    ],
  ])
  await ready()
  const client = [`--kubeconfig=${KUBECONFIG}`, '--leader-elect=false', '--authentication-skip-lookup']
  start('kube-controller-manager', [
    ...['kube-controller-manager', ...client, `--service-account-private-key-file=${at('accounts.key')}`],
    ...['--use-service-account-credentials=true', `--root-ca-file=${CERTIFICATE}`],
  ])
  start('kube-scheduler', ['kube-scheduler', ...client])
}

function writeKeys(): void {
  mkdirSync(at('certificates'), { recursive: true, mode: 0o700 })
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const secret = { mode: 0o600 }
  writeFileSync(at('accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), secret)
  writeFileSync(at('accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
  const token = randomBytes(24).toString('hex')
  writeFileSync(at('tokens.csv'), `${token},admin,admin,system:masters\n`, secret)
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'minikube', cluster: { server: SERVER, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'admin', user: { token } }],
    // The name that fleet.yaml has for the cluster.
    contexts: [{ name: 'minikube', context: { cluster: 'minikube', user: 'admin' } }],
    'current-context': 'minikube',
  }
  writeFileSync(KUBECONFIG, JSON.stringify(config), secret)
}

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
