import type { Cluster } from '../environment/environment.ts'
import { isKind, type Resource } from '../kubernetes/resource.ts'
import { minorOf, missing, ok, type Verdict, warn } from './check.ts'
import { ingressController, ingressControllersOf } from './ingress-controller.ts'
import { apiVersionsOf, ingressClassesOf, type Peer, peersOf, storageClassesOf } from './needs.ts'
import { agentIn } from './policy-agent.ts'
import { namesIn, type Question } from './question.ts'

/** The first question: without an answer nothing else need be asked. */
export const reachable = (name: string, cluster: Cluster): Question => ({
  scope: `cluster ${name}`,
  name: 'API server',
  needed: 'everything; `validate` checks manifests against this version',
  ask: ['version', '--output=json'],
  remediation: '',
  judge: (answer) => {
    const version = String(JSON.parse(answer).serverVersion?.gitVersion ?? '').replace(/^v/, '')
    return minorOf(version) === minorOf(cluster.kubernetes)
      ? ok(version)
      : warn(
          `${version}, but fleet.yaml has ${cluster.kubernetes}`,
          'Set clusters.NAME.kubernetes in environments/fleet.yaml, and add its schemas: docs/runbook.md.',
        )
  },
})

/** What the environments of a cluster need that is not theirs to bring. `resources` are those of all of them. */
export function clusterQuestions(name: string, resources: readonly Resource[]): Question[] {
  const scope = `cluster ${name}`
  const controllers = ingressControllersOf(resources)
  const isAsked = (namespace: string) => controllers.some((each) => each.namespace === namespace)
  return [
    ...apis(apiVersionsOf(resources)),
    ...(resources.some(isKind('HorizontalPodAutoscaler')) ? [metrics] : []),
    ...ingressClassesOf(resources).map(ingressClass),
    ...storageClassesOf(resources).map(storageClass),
    ...controllers.map(ingressController),
    ...peersOf(resources)
      .filter(({ namespace, labels }) => Object.keys(labels).length > 0 || !isAsked(namespace))
      .map(peer),
    ...(resources.some(isKind('NetworkPolicy')) ? [policyAgent] : []),
  ].map((question) => ({ scope, ...question }))
}

type Unplaced = Omit<Question, 'scope'>

/** What serves the kinds that Kubernetes itself doesn't have. */
const OPERATORS: Readonly<Record<string, string>> = {
  'external-secrets.io': 'Install the External Secrets Operator: https://external-secrets.io',
  'gateway.networking.k8s.io': 'Install the Gateway API and a controller: https://gateway-api.sigs.k8s.io',
  'monitoring.coreos.com': 'Install the Prometheus Operator: https://prometheus-operator.dev',
}

/** One question for what Kubernetes itself serves, and one for each operator. */
const apis = (versions: readonly string[]): Unplaced[] =>
  [...Map.groupBy(versions, (version) => OPERATORS[version.split('/')[0] as string] ?? NO_OPERATOR)].map(
    ([remediation, wanted]) => ({
      name: remediation === NO_OPERATOR ? 'APIs of Kubernetes' : `API ${wanted.join(', ')}`,
      needed: 'manifests of these versions',
      ask: ['api-versions'],
      remediation,
      judge: (answer) => {
        const absent = wanted.filter((version) => !answer.split('\n').includes(version))
        return absent.length === 0 ? ok('served') : missing(`not served: ${absent.join(', ')}`, remediation)
      },
    }),
  )

const NO_OPERATOR = 'This Kubernetes is too old, or too new, for the manifests in base.'

const METRICS = 'Install metrics-server (Minikube: `minikube addons enable metrics-server`).'

const metrics: Unplaced = {
  name: 'metrics',
  needed: 'autoscaling',
  ask: ['api-versions'],
  remediation: METRICS,
  judge: (answer) =>
    answer.split('\n').includes('metrics.k8s.io/v1beta1') ? ok('served') : missing('not served', METRICS),
}

const ingressClass = (wanted: string): Unplaced => ({
  name: `IngressClass ${wanted}`,
  needed: 'the Ingress: only the controller of its class serves it',
  ask: ['get', 'ingressclasses', '--output=name'],
  remediation: '',
  judge: (answer) => {
    const classes = namesIn(answer)
    const have = classes.length > 0 ? `it has ${classes.join(', ')}` : 'it has none'
    return classes.includes(wanted)
      ? ok('there')
      : missing(
          have,
          'Install the controller (Minikube: `minikube addons enable ingress`), or change `ingress` in environment.yaml.',
        )
  },
})

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class'

const storageClass = (wanted: string): Unplaced => ({
  name: wanted ? `StorageClass ${wanted}` : 'default StorageClass',
  needed: 'the volumes of the database',
  ask: [
    ...['get', 'storageclasses', '--output'],
    `jsonpath={range .items[*]}{.metadata.name} {.metadata.annotations.${DEFAULT_CLASS.replaceAll('.', '\\.')}}{"\\n"}{end}`,
  ],
  remediation: '',
  judge: (answer) => {
    const classes = answer.split('\n').map((line) => line.split(' '))
    const found = classes.find(([name, isDefault]) => (wanted ? name === wanted : isDefault === 'true'))
    return found
      ? ok(String(found[0]))
      : missing('not there', 'Set an existing StorageClass in environment.yaml.')
  },
})

/** Each pod's name, and whether it is ready. */
const READY =
  'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}'

const peer = ({ namespace, labels }: Peer): Unplaced => {
  const selector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
  return {
    name: `pods of ${namespace}${selector ? ` with ${selector}` : ''}`,
    needed: 'network policies allow traffic from them only',
    ask: [
      ...['--namespace', namespace, 'get', 'pods', '--output', READY],
      ...(selector ? [`--selector=${selector}`] : []),
    ],
    remediation: '',
    judge: (answer) => {
      const pods = answer
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' '))
      if (pods.some(([, ready]) => ready === 'True')) return ok('ready')
      return pods.length > 0
        ? missing(
            `not ready: ${pods.map(([name]) => name).join(', ')}`,
            `kubectl --namespace ${namespace} describe pod ${pods[0]?.[0]}`,
          )
        : missing(
            'none',
            'Install the missing controller, or correct its namespace in environment.yaml or in the policy in base.',
          )
    },
  }
}

const policyAgent: Unplaced = {
  name: 'network policies',
  needed: 'isolation: Kubernetes accepts policies even if nothing enforces them',
  ask: ['get', 'daemonsets', '--all-namespaces', '--output=name'],
  remediation: '',
  judge: (answer): Verdict => {
    const agent = agentIn(namesIn(answer))
    return agent
      ? ok(agent)
      : warn(
          'no known agent found',
          'Minikube: start it with `--cni calico`. Elsewhere, check whether your provider enforces them.',
        )
  },
}
