import { at, entries, isKind, items, type Resource } from '../kubernetes/resource.ts'
import { selects } from '../kubernetes/selector.ts'
import { missing, ok, type Verdict } from './check.ts'
import { namespaceOfPeer } from './needs.ts'
import type { Question } from './question.ts'

/** The controller that an Ingress and a network policy name together. */
export interface IngressController {
  readonly className: string
  readonly namespace: string
}

/**
 * The namespaces from which the pods behind an Ingress take traffic, each with the class of the Ingress. Where a class
 * has several, its controller may run in any of them, and none is returned.
 */
export function ingressControllersOf(resources: readonly Resource[]): IngressController[] {
  const found = new Map<string, Set<string>>()
  for (const ingress of resources.filter(isKind('Ingress'))) {
    const className = at(ingress, 'spec', 'ingressClassName')
    if (typeof className !== 'string') continue
    const namespaces = found.get(className) ?? new Set()
    for (const namespace of namespacesBefore(ingress, resources)) namespaces.add(namespace)
    found.set(className, namespaces)
  }
  return [...found].flatMap(([className, [namespace, ...others]]) =>
    namespace === undefined || others.length > 0 ? [] : [{ className, namespace }],
  )
}

function namespacesBefore(ingress: Resource, resources: readonly Resource[]): string[] {
  const services = new Set(
    items(at(ingress, 'spec', 'rules'))
      .flatMap((rule) => items(at(rule, 'http', 'paths')))
      .map((path) => at(path, 'backend', 'service', 'name')),
  )
  const selectors = resources
    .filter((each) => each.kind === 'Service' && services.has(each.metadata.name))
    .map((service) => labelsIn(at(service, 'spec', 'selector')))
  return resources
    .filter(isKind('NetworkPolicy'))
    .filter(({ spec }) => selectors.some((labels) => selects(at(spec, 'podSelector'), labels)))
    .flatMap(({ spec }) => items(at(spec, 'ingress')))
    .flatMap((rule) => items(at(rule, 'from')))
    .filter((peer) => at(peer, 'podSelector') === undefined)
    .flatMap((peer) => namespaceOfPeer(peer) ?? [])
}

const FIX =
  "Install the controller of that class (Minikube: `minikube addons enable ingress`), or set the controller's namespace in environment.yaml."

/** Whether a pod of the class's controller is ready in the namespace that the network policies let through. */
export const ingressController = ({ className, namespace }: IngressController): Omit<Question, 'scope'> => ({
  name: `Ingress controller of ${className}`,
  needed: 'network policies allow traffic from its namespace only',
  ask: ['--namespace', namespace, 'get', 'ingressclasses,pods,endpointslices', '--output=json'],
  remediation: FIX,
  judge: (answer) => {
    const all = items(at(JSON.parse(answer), 'items')) as readonly Resource[]
    const found = all.find(({ kind, metadata }) => kind === 'IngressClass' && metadata.name === className)
    return found ? judge(found, all, namespace) : missing(`no IngressClass ${className}`, FIX)
  },
})

function judge(ingressClass: Resource, all: readonly Resource[], namespace: string): Verdict {
  const running = all.filter(isKind('Pod')).filter((pod) => at(pod, 'status', 'phase') !== 'Succeeded')
  if (running.length === 0) return missing(`no pod in ${namespace}`, FIX)
  const pods = running.filter((pod) => isOf(ingressClass, pod, all))
  const names = running.map(({ metadata }) => metadata.name).join(', ')
  if (pods.length === 0) return missing(`${namespace} has ${names}, and none of them is its controller`, FIX)
  const ready = pods.filter(isReady)
  if (ready.length > 0) return ok(ready.map(({ metadata }) => metadata.name).join(', '))
  const waiting = pods.map(({ metadata }) => metadata.name).join(', ')
  return missing(
    `${waiting} is not ready`,
    `kubectl --namespace ${namespace} describe pod ${pods[0]?.metadata.name}`,
  )
}

/** What a class and the pods of its controller have in common, as the charts of controllers install both. */
const SHARED = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component']

/**
 * By the labels of the class; where it has none, a pod that its arguments tie to the class, or that a Service leads to
 * on a port of HTTP.
 */
function isOf(ingressClass: Resource, pod: Resource, all: readonly Resource[]): boolean {
  const shared = Object.entries(labelsIn(at(ingressClass, 'metadata', 'labels'))).filter(([key]) =>
    SHARED.includes(key),
  )
  const labels = labelsIn(at(pod, 'metadata', 'labels'))
  if (shared.length > 0) return shared.every(([key, value]) => labels[key] === value)
  const args = items(at(pod, 'spec', 'containers')).flatMap((each) => [
    ...items(at(each, 'command')),
    ...items(at(each, 'args')),
  ])
  const names = [ingressClass.metadata.name, String(at(ingressClass, 'spec', 'controller'))]
  return (
    args.some((arg) => names.some((name) => String(arg).toLowerCase().endsWith(`class=${name}`))) ||
    all.filter(isKind('EndpointSlice')).some((slice) => servesHttp(slice) && leadsTo(slice, pod))
  )
}

const HTTP = [80, 443, 8000, 8080, 8443]

const servesHttp = (slice: Resource): boolean =>
  items(slice['ports']).some((each) => HTTP.includes(Number(at(each, 'port'))))

const leadsTo = (slice: Resource, pod: Resource): boolean =>
  items(slice['endpoints']).some((each) => at(each, 'targetRef', 'name') === pod.metadata.name)

const isReady = (pod: Resource): boolean =>
  at(pod, 'metadata', 'deletionTimestamp') === undefined &&
  items(at(pod, 'status', 'conditions')).some(
    (each) => at(each, 'type') === 'Ready' && at(each, 'status') === 'True',
  )

const labelsIn = (value: unknown): Record<string, string> =>
  Object.fromEntries(entries(value).map(([key, label]) => [key, String(label)]))
