import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { moduleFolder } from '../build/go.ts'
import { FOLDERS } from '../folders.ts'
import { KUBECONFIG } from './control-plane.ts'
import { start } from './machine.ts'

const REDIS = '127.0.0.1:6379'
const REPOSITORY_SERVER = '127.0.0.1:8081'
const at = (...path: string[]): string => join(FOLDERS.run, 'argo-cd', ...path)

type Kubectl = (args: readonly string[], input?: string) => Promise<string>

/** Applies the objects of Argo CD's own install.yaml, and the settings of base/argocd; its pods stay away. */
export async function installArgoCd(kubectl: Kubectl, base: string): Promise<void> {
  const module = await moduleFolder('argo-cd', 'github.com/argoproj/argo-cd/v3')
  const serverSide = ['apply', '--server-side', '--force-conflicts']
  await kubectl(['create', 'namespace', 'argocd'])
  await kubectl([
    ...serverSide,
    '--namespace',
    'argocd',
    '--filename',
    join(module, 'manifests/install.yaml'),
  ])
  await kubectl(['--namespace', 'argocd', 'scale', 'deployment,statefulset', '--all', '--replicas=0'])
  const key = JSON.stringify({ stringData: { 'server.secretkey': 'only-for-the-end-to-end-tests-00' } })
  await kubectl(['--namespace', 'argocd', 'patch', 'secret', 'argocd-secret', '--type=merge', '--patch', key])
  await kubectl([
    '--namespace',
    'argocd',
    'create',
    'secret',
    'generic',
    'argocd-redis',
    '--from-literal=auth=',
  ])
  await kubectl(['apply', '--server-side', '--field-manager=todo', '--kustomize', join(base, 'argocd')])
  mkdirSync(at('bin'), { recursive: true })
  for (const folder of ['tls', 'ssh', 'home']) mkdirSync(at(folder), { recursive: true })
  writeFileSync(at('ssh', 'ssh_known_hosts'), '')
  writeFileSync(at('home', '.gitconfig'), '[safe]\n\tdirectory = *\n')
  copyFileSync(join(module, 'hack/git-verify-wrapper.sh'), at('bin', 'git-verify-wrapper.sh'))
  chmodSync(at('bin', 'git-verify-wrapper.sh'), 0o755)
  const kubeconfig = JSON.parse(readFileSync(KUBECONFIG, 'utf8'))
  kubeconfig.contexts[0].context.namespace = 'argocd'
  writeFileSync(at('kubeconfig'), JSON.stringify(kubeconfig), { mode: 0o600 })
}

/** Environment of the two: the cluster that they run in is the one of the kubeconfig. */
const environment = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ARGOCD_FAKE_IN_CLUSTER: 'true',
  ARGOCD_GPG_ENABLED: 'false',
  ARGOCD_TLS_DATA_PATH: at('tls'),
  ARGOCD_SSH_DATA_PATH: at('ssh'),
  HOME: at('home'),
  KUBECONFIG: at('kubeconfig'),
  ...extra,
})

export const startRedis = (): void => start('redis', ['argocd-redis', REDIS])

export function startRepositoryServer(): void {
  start(
    'argocd-repo-server',
    [
      // An address and no name: without a DNS server each look-up takes ten seconds.
      ...['argocd-repo-server', '--redis', REDIS, '--address', '127.0.0.1', '--port', '8081'],
      ...[
        '--metrics-address',
        '127.0.0.1',
        '--metrics-port',
        '8084',
        '--disable-tls',
        '--client-ca-path',
        '',
      ],
      ...['--revision-cache-expiration', '5s'],
    ],
    environment({ PATH: `${at('bin')}:${FOLDERS.programs}:${process.env['PATH']}` }),
  )
}

/** With the wait for a sync that base/argocd sets. */
export async function startApplicationController(kubectl: Kubectl): Promise<void> {
  const path = '{.data.controller\\.sync\\.timeout\\.seconds}'
  const get = [
    '--namespace',
    'argocd',
    'get',
    'configmap',
    'argocd-cmd-params-cm',
    '--output',
    `jsonpath=${path}`,
  ]
  start(
    'argocd-application-controller',
    [
      ...['argocd-application-controller', '--redis', REDIS, '--repo-server', REPOSITORY_SERVER],
      ...['--repo-server-plaintext', '--metrics-port', '8082'],
    ],
    environment({ ARGOCD_APPLICATION_CONTROLLER_SYNC_TIMEOUT: await kubectl(get) }),
  )
}
