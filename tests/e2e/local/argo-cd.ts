import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from '../../programs/folders.ts'
import { moduleFolder } from '../../programs/go.ts'
import { CERTIFICATES } from './certificates.ts'
import { KUBECONFIG } from './control-plane.ts'
import { listening, start } from './machine.ts'
import { podEnvironment } from './pod-environment.ts'

const REDIS = '127.0.0.1:6379'
const GIT_PORT = '8443'
/** Where Argo CD finds the repositories of the run's folder. */
export const GIT_SERVER = `https://127.0.0.1:${GIT_PORT}`
const REPOSITORY_SERVER_PORT = '8081'
const at = (...path: string[]): string => join(FOLDERS.run, 'argo-cd', ...path)

type Kubectl = (args: readonly string[], input?: string) => Promise<string>

/** Applies the objects of Argo CD's own install.yaml, and the settings of base/argocd; its pods stay away. */
export async function installArgoCd(kubectl: Kubectl, base: string): Promise<void> {
  const module = await moduleFolder('argo-cd', 'github.com/argoproj/argo-cd/v3')
  const serverSide = ['apply', '--server-side', '--force-conflicts']
  await kubectl(['create', 'namespace', 'argocd'])
  const inArgoCd = ['--namespace', 'argocd']
  await kubectl([...serverSide, ...inArgoCd, '--filename', join(module, 'manifests/install.yaml')])
  await kubectl([...inArgoCd, 'scale', 'deployment,statefulset', '--all', '--replicas=0'])
  const key = JSON.stringify({ stringData: { 'server.secretkey': 'only-for-the-end-to-end-tests-00' } })
  await kubectl([...inArgoCd, 'patch', 'secret', 'argocd-secret', '--type=merge', '--patch', key])
  await kubectl([...inArgoCd, 'create', 'secret', 'generic', 'argocd-redis', '--from-literal=auth='])
  await kubectl(['apply', '--server-side', '--field-manager=todo', '--kustomize', join(base, 'argocd')])
  mkdirSync(at('bin'), { recursive: true })
  for (const folder of ['tls', 'ssh', 'home', 'tmp']) mkdirSync(at(folder), { recursive: true })
  writeFileSync(at('ssh', 'ssh_known_hosts'), '')
  copyFileSync(CERTIFICATES.server.certificate, at('tls', '127.0.0.1'))
  writeFileSync(at('home', '.gitconfig'), '[safe]\n\tdirectory = *\n')
  copyFileSync(join(module, 'hack/git-verify-wrapper.sh'), at('bin', 'git-verify-wrapper.sh'))
  chmodSync(at('bin', 'git-verify-wrapper.sh'), 0o755)
  const kubeconfig = JSON.parse(readFileSync(KUBECONFIG, 'utf8'))
  kubeconfig.contexts[0].context.namespace = 'argocd'
  writeFileSync(at('kubeconfig'), JSON.stringify(kubeconfig), { mode: 0o600 })
}

/** Environment of both: their settings, as their pods would get them, and a cluster named by the kubeconfig. */
const environment = async (kubectl: Kubectl, workload: string): Promise<Record<string, string>> => ({
  ...(await podEnvironment(kubectl, 'argocd', workload)),
  ARGOCD_FAKE_IN_CLUSTER: 'true',
  ARGOCD_GPG_ENABLED: 'false',
  ARGOCD_TLS_DATA_PATH: at('tls'),
  ARGOCD_SSH_DATA_PATH: at('ssh'),
  HOME: at('home'),
  TMPDIR: at('tmp'),
  KUBECONFIG: at('kubeconfig'),
  PATH: `${at('bin')}:${FOLDERS.programs}:${process.env['PATH']}`,
})

/** Serves the run's folder, in which the repository under test lies. */
export async function startGitServer(): Promise<void> {
  const program = [process.execPath, join(import.meta.dirname, 'git-server.ts')]
  const { certificate, key } = CERTIFICATES.server
  start('git-server', [...program, FOLDERS.run, GIT_PORT, certificate, key])
  await listening('git-server', GIT_PORT)
}

export const startRedis = (): void => start('redis', ['argocd-redis', REDIS])

export async function startRepositoryServer(kubectl: Kubectl): Promise<void> {
  // An address and no name: without a DNS server each look-up takes ten seconds.
  const listen = ['--address', '127.0.0.1', '--port', REPOSITORY_SERVER_PORT, '--redis', REDIS]
  const metrics = ['--metrics-address', '127.0.0.1', '--metrics-port', '8084']
  const plain = ['--disable-tls', '--client-ca-path', '']
  const settings = await environment(kubectl, 'deployment/argocd-repo-server')
  start('argocd-repo-server', ['argocd-repo-server', ...listen, ...metrics, ...plain], settings)
  await listening('argocd-repo-server', REPOSITORY_SERVER_PORT)
}

export async function startApplicationController(kubectl: Kubectl): Promise<void> {
  const servers = [
    '--redis',
    REDIS,
    '--repo-server',
    `127.0.0.1:${REPOSITORY_SERVER_PORT}`,
    '--repo-server-plaintext',
  ]
  const settings = await environment(kubectl, 'statefulset/argocd-application-controller')
  start(
    'argocd-application-controller',
    ['argocd-application-controller', ...servers, '--metrics-port', '8082'],
    settings,
  )
}

/** Reports to what the ConfigMap argocd-notifications-cm names, as base/argocd/notifications has it. */
export const startNotifications = async (kubectl: Kubectl): Promise<void> =>
  start(
    'argocd-notifications',
    [
      ...['argocd-notifications', '--namespace', 'argocd', '--metrics-port', '9001'],
      ...['--argocd-repo-server', `127.0.0.1:${REPOSITORY_SERVER_PORT}`, '--argocd-repo-server-plaintext'],
    ],
    await environment(kubectl, 'deployment/argocd-notifications-controller'),
  )
