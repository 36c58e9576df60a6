import { at, entries, items } from '../../../kubernetes/resource.ts'
import { selects } from '../../../kubernetes/selector.ts'
import { suggest } from '../../../problem/nearest.ts'
import { fieldsAt } from '../../fields.ts'
import { podsOf, show, text } from '../../lookup.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

/** The labels that every node of every cluster has. */
const PLACES = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region']
/** The label that a Deployment's controller gives each generation of pods. */
const GENERATION = 'pod-template-hash'

const TERMS = [
  'topologySpreadConstraints.*',
  ...['podAntiAffinity', 'podAffinity'].flatMap((affinity) => [
    `affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm`,
    `affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution.*`,
  ]),
]

export const spread: Rule = {
  id: 'spread',
  severity: 'error',
  title: 'Spread constraints and anti-affinity select the pods of their own workload.',
  why: 'A constraint that matches no pod has no effect: all replicas can run on one node, and this is noticed only when the node fails. https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  remediation: 'Select by labels of the pod itself, as base/components/spread does.',
  *check(subject) {
    yield* constraints(subject)
  },
}

function* constraints(subject: Subject): Iterable<Violation> {
  for (const { resource, spec, labels, path } of podsOf(subject))
    for (const { path: place, value } of TERMS.flatMap((pattern) => fieldsAt(spec, pattern, path))) {
      const selector = at(value, 'labelSelector')
      const chosen =
        entries(at(selector, 'matchLabels')).length + items(at(selector, 'matchExpressions')).length
      if (chosen === 0 || !selects(selector, labels))
        yield {
          resource,
          path: [...place, 'labelSelector'],
          message: `It counts pods with ${show(selector)}, which do not match its own pods; use their labels.`,
        }
      const keys = items(at(value, 'matchLabelKeys'))
      const known = [...Object.keys(labels), GENERATION]
      for (const [index, key] of keys.entries())
        if (!known.includes(String(key)))
          yield {
            resource,
            path: [...place, 'matchLabelKeys', index],
            message: `The pods have no label ${show(key)}.${suggest(String(key), known)}`,
          }
      if (!isOwn(subject, selector, keys))
        yield {
          resource,
          path: [...place, 'matchLabelKeys'],
          message:
            'It also counts the pods of other workloads; add app.kubernetes.io/name to the keys or labels.',
        }
      const over = text(at(value, 'topologyKey')) ?? ''
      if (!PLACES.includes(over))
        yield {
          resource,
          path: [...place, 'topologyKey'],
          message: `No node has the label ${show(over)}.${suggest(over, PLACES)}`,
        }
      if (Number(at(value, 'maxSkew') ?? 1) > 2)
        yield {
          resource,
          path: [...place, 'maxSkew'],
          message: `maxSkew ${show(at(value, 'maxSkew'))} allows all pods in one place: expected 1.`,
        }
    }
}

/** Whether a selector, narrowed by the keys, is about one workload alone. */
const isOwn = (subject: Subject, selector: unknown, keys: readonly unknown[]): boolean =>
  keys.includes('app.kubernetes.io/name') ||
  podsOf(subject).filter(({ labels }) => selects(selector, labels)).length < 2
