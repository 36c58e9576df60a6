import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { doctor } from '../../render/commands/doctor.ts'
import { render } from '../../render/commands/render.ts'
import type { Check } from '../../render/doctor/check.ts'
import { copyOfRepository, temporaryFolder } from '../support/repository.ts'

/**
 * Puts a stand-in for kubectl at $KUBECTL, which answers by the arguments that follow the context, the longest
 * beginning first; what it has no answer for, it refuses as an API server does.
 */
function standIn(answers: Readonly<Record<string, string>>): void {
  const path = join(temporaryFolder(), 'kubectl')
  const program = `#!/usr/bin/env node
const answers = ${JSON.stringify(answers)}
const given = process.argv.slice(2)
const asked = (given[0] === '--context' ? given.slice(2) : given).join(' ')
const known = Object.keys(answers).filter((each) => asked.startsWith(each)).sort((a, b) => b.length - a.length)[0]
if (known === undefined) {
  process.stderr.write('Error from server (Forbidden): ' + asked)
  process.exitCode = 1
} else process.stdout.write(answers[known])
`
  writeFileSync(path, program, { mode: 0o755 })
  vi.stubEnv('KUBECTL', path)
}

const CONTROLLER = 'Ingress controller of nginx'
const controllerIs = (answer: string) => ({
  '--namespace ingress-nginx get ingressclasses,pods,endpointslices': answer,
})

/** What the namespace of the Ingress controller holds: its class, and one pod, changed. */
function controller(change: { labels?: object; classLabels?: object; ready?: string; args?: string[] }) {
  const chart = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' }
  const { labels = chart, classLabels = chart, ready = 'True', args = [] } = change
  return JSON.stringify({
    items: [
      {
        ...{ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass' },
        metadata: { name: 'nginx', labels: classLabels },
        spec: { controller: 'k8s.io/ingress-nginx' },
      },
      {
        ...{
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a', labels },
          spec: { containers: [{ args }] },
        },
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
      },
    ],
  })
}

/** A Minikube in which everything is as the environment wants it. */
const GOOD = {
  'version --client': 'Client Version: v1.36.0',
  'config get-contexts': 'minikube\ncloud\n',
  'version --output=json': '{"serverVersion":{"gitVersion":"v1.36.1"}}',
  'api-versions': [
    ...['apps/v1', 'autoscaling/v2', 'batch/v1', 'metrics.k8s.io/v1beta1', 'networking.k8s.io/v1'],
    ...['policy/v1', 'v1'],
  ].join('\n'),
  'get ingressclasses': 'ingressclass.networking.k8s.io/nginx\n',
  'get storageclasses': 'standard true\n',
  'get daemonsets': 'daemonset.apps/calico-node\n',
  '--namespace ingress-nginx get ingressclasses,pods,endpointslices': controller({}),
  '--namespace kube-system get pods': 'coredns True\n',
  '--namespace argocd get statefulsets,deployments': 'quay.io/argoproj/argocd:v3.5.7',
  '--namespace argocd get configmap argocd-cm ': '{"data":{}}',
  '--namespace argocd get configmap argocd-cmd-params-cm': JSON.stringify({
    data: { 'controller.sync.timeout.seconds': '600', 'reposerver.enable.git.submodule': 'false' },
  }),
  '--namespace todo-app get pods,jobs': JSON.stringify({
    items: [
      {
        kind: 'Pod',
        metadata: { name: 'backend-a' },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      },
    ],
  }),
  '--namespace argocd get applications.argoproj.io':
    '{"status":{"sync":{"status":"Synced"},"health":{"status":"Healthy"}}}',
  '--namespace todo-app get secrets':
    'auth AUTH_SECRET\ndatabase DATABASE_URL MIGRATION_DATABASE_URL POSTGRES_PASSWORD\nmodel-api OPENAI_API_KEY\n',
}

const checksOf = ({ json }: { json: Readonly<Record<string, unknown>> }) => json['checks'] as Check[]
const stateOf = (checks: readonly Check[], name: string) => checks.find((check) => check.name === name)?.state

beforeEach(() => () => vi.unstubAllEnvs())

test('without --cluster no cluster is asked, and what waits is said with its fix', async () => {
  const outcome = await doctor(copyOfRepository(), ['staging'])
  const checks = checksOf(outcome)
  expect(new Set(checks.map(({ scope }) => scope))).toEqual(new Set(['this machine', 'this repository']))
  expect(checks.filter(({ state, remediation }) => state !== 'ok' && !remediation)).toEqual([])
  expect(stateOf(checks, 'definitions')).toBe('ok')
  expect(stateOf(checks, 'exception of staging')).toBe('warn')
  expect(stateOf(checks, 'exception of production')).toBeUndefined()
})

test('what render wrote is up to date, and a file that it did not write counts', async () => {
  const root = copyOfRepository()
  render(root, [], {})
  const rendered = async () =>
    checksOf(await doctor(root, ['staging'])).find(({ name }) => name === 'overlays and apps')?.found
  expect(await rendered()).toBe('up to date')
  writeFileSync(join(root, 'apps/left.yaml'), '')
  expect(await rendered()).toBe('1 file differs')
})

test('names and contexts that cannot be meant are usage errors', async () => {
  expect(await doctor(copyOfRepository(), ['stagin'])).toMatchObject({ exit: 2 })
  expect(await doctor(copyOfRepository(), [], { context: 'minikube' })).toMatchObject({
    exit: 2,
    errors: [expect.stringContaining('name environments of one')],
  })
})

describe('in a cluster', () => {
  const minikube = async (change: Readonly<Record<string, string | undefined>>) => {
    const answers = Object.entries({ ...GOOD, ...change }).filter(([, answer]) => answer !== undefined)
    standIn(Object.fromEntries(answers) as Record<string, string>)
    return checksOf(await doctor(copyOfRepository(), ['minikube'], { cluster: true })).filter(
      ({ scope }) => !scope.startsWith('this '),
    )
  }

  test('that has everything but the health checks of base/argocd, just those are missing', async () => {
    const checks = await minikube({})
    expect(checks.filter(({ state }) => state !== 'ok').map(({ name }) => name)).toEqual([
      'ConfigMap argocd-cm',
    ])
    expect(checks.length).toBeGreaterThan(10)
  })

  test.each<[string, Readonly<Record<string, string | undefined>>, string, Check['state']]>([
    [
      'an older API server',
      { 'version --output=json': '{"serverVersion":{"gitVersion":"v1.34.0"}}' },
      'API server',
      'warn',
    ],
    ['one that does not serve an API', { 'api-versions': 'v1' }, 'APIs of Kubernetes', 'missing'],
    ['no metrics-server', { 'api-versions': 'v1' }, 'metrics', 'missing'],
    [
      'another IngressClass',
      { 'get ingressclasses': 'ingressclass.networking.k8s.io/traefik' },
      'IngressClass nginx',
      'missing',
    ],
    ['no default StorageClass', { 'get storageclasses': 'slow \n' }, 'default StorageClass', 'missing'],
    [
      'a pod that is not ready',
      {
        '--namespace todo-app get pods,jobs':
          '{"items":[{"kind":"Pod","metadata":{"name":"backend-a"},"status":{}}]}',
      },
      'Pods',
      'warn',
    ],
    ['no ingress controller', controllerIs('{"items":[]}'), CONTROLLER, 'missing'],
    ['any other pod in its namespace', controllerIs(controller({ labels: {} })), CONTROLLER, 'missing'],
    ['one that is not ready', controllerIs(controller({ ready: 'False' })), CONTROLLER, 'missing'],
    [
      'a class without labels, and a pod that nothing ties to it',
      controllerIs(controller({ classLabels: {} })),
      CONTROLLER,
      'missing',
    ],
    [
      'a class without labels, and a pod whose arguments name its controller',
      controllerIs(
        controller({ classLabels: {}, labels: {}, args: ['--controller-class=k8s.io/ingress-nginx'] }),
      ),
      CONTROLLER,
      'ok',
    ],
    [
      'DNS that is not ready',
      { '--namespace kube-system get pods': 'coredns False\n' },
      'pods of kube-system with k8s-app=kube-dns',
      'missing',
    ],
    ['no agent for policies', { 'get daemonsets': 'daemonset.apps/kube-proxy' }, 'network policies', 'warn'],
    ['no Argo CD', { '--namespace argocd get statefulsets,deployments': '' }, 'Argo CD', 'missing'],
    [
      'no time-out',
      { '--namespace argocd get configmap argocd-cmd-params-cm': '' },
      'ConfigMap argocd-cmd-params-cm',
      'missing',
    ],
    [
      'no Application',
      { '--namespace argocd get applications.argoproj.io': '' },
      'Application todo-minikube',
      'missing',
    ],
    ['no Secrets', { '--namespace todo-app get secrets': '' }, 'Secrets', 'missing'],
    ['no rights to look', { '--namespace todo-app get secrets': undefined }, 'Secrets', 'warn'],
    [
      'only the optional key missing',
      {
        '--namespace todo-app get secrets': GOOD['--namespace todo-app get secrets'].replace(
          /model-api.*/,
          '',
        ),
      },
      'Secrets',
      'warn',
    ],
  ])('%s', async (_, change, name, state) => {
    expect(stateOf(await minikube(change), name)).toBe(state)
  })

  test('that does not answer, that is all there is to say', async () => {
    const checks = await minikube({ 'version --output=json': undefined })
    expect(checks).toEqual([expect.objectContaining({ name: 'API server', state: 'missing' })])
  })

  test('that the kubeconfig does not have, its contexts are named', async () => {
    const checks = await minikube({ 'config get-contexts': 'kind-kind\n' })
    expect(checks).toEqual([expect.objectContaining({ found: expect.stringContaining('it has kind-kind') })])
  })

  test('what an option needs is asked for only where the option is on', async () => {
    standIn(GOOD)
    const production = checksOf(await doctor(copyOfRepository(), ['production'], { cluster: true }))
    expect(stateOf(production, 'API external-secrets.io/v1')).toBe('missing')
    expect(stateOf(production, 'API monitoring.coreos.com/v1')).toBe('missing')
    expect(stateOf(production, 'ClusterIssuer letsencrypt')).toBe('warn') // the stand-in refuses to say
    const staging = checksOf(await doctor(copyOfRepository(), ['staging'], { cluster: true }))
    expect(stateOf(staging, 'API external-secrets.io/v1')).toBeUndefined()
  })
})
