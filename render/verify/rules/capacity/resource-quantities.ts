import { parseQuantity } from '../../../kubernetes/quantity/parse.ts'
import {
  compare,
  fromInteger,
  isPositive,
  type Quantity,
  scale,
} from '../../../kubernetes/quantity/quantity.ts'
import { at, entries, items, own } from '../../../kubernetes/resource.ts'
import { containersIn, ofKind, show } from '../../lookup.ts'
import { containerResources } from '../../pod-resources.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

/** A slip of a unit is a thousandfold, what people mean rarely tenfold. */
const MOST = 50
/** The least that a program can run in, or that a disk is worth asking for. */
const LEAST = { memory: fromInteger(4 * 2 ** 20), storage: fromInteger(100 * 2 ** 20) }

export const resourceQuantities: Rule = {
  id: 'resource-quantities',
  severity: 'error',
  title: `A limit is at most ${MOST} times its request, a request is at most its limit, and neither is implausibly small.`,
  why: 'A missing or wrong unit makes a quantity a thousand times what was intended, and the API server accepts it. A container without a limit gets the default of the LimitRange, and the API server rejects a request above it. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
  remediation:
    'Correct the number or its unit: m is a thousandth of a core; use Mi and Gi for memory and storage.',
  *check(subject) {
    yield* containers(subject)
    for (const resource of ofKind(subject, 'LimitRange'))
      for (const [index, limit] of items(at(resource, 'spec', 'limits')).entries())
        yield* pairs(at(limit, 'defaultRequest'), at(limit, 'default')).map(([name, message]) => ({
          resource,
          path: ['spec', 'limits', index, 'defaultRequest', name],
          message,
        }))
    for (const resource of ofKind(subject, 'PersistentVolumeClaim')) {
      const path = ['spec', 'resources', 'requests', 'storage']
      const size = at(resource, ...path)
      if (isBelow(parseQuantity(size), LEAST.storage))
        yield { resource, path, message: `The claim requests ${show(size)}: expected 100Mi or more.` }
    }
  },
}

const isBelow = (amount: Quantity | undefined, least: Quantity): boolean =>
  amount !== undefined && compare(amount, least) < 0

function* containers(subject: Subject): Iterable<Violation> {
  for (const { pod, container } of containersIn(subject)) {
    const said = at(container.value, 'resources')
    const path = [...container.path, 'resources']
    const { resource } = pod
    for (const [name, message] of pairs(at(said, 'requests'), at(said, 'limits')))
      yield { resource, path: [...path, 'requests', name], message }
    const memory = at(said, 'requests', 'memory')
    const bytes = parseQuantity(memory)
    if (bytes && isPositive(bytes) && isBelow(bytes, LEAST.memory))
      yield {
        resource,
        path: [...path, 'requests', 'memory'],
        message: `Container "${container.name}" requests ${show(memory)} of memory: expected 4Mi or more.`,
      }
    const { requests, limits } = containerResources(subject, container)
    for (const [name, request] of Object.entries(requests)) {
      const limit = own(limits, name)
      if (!limit || compare(request, limit) <= 0 || at(said, 'limits', name) !== undefined) continue
      const message = `Container "${container.name}" sets no ${name} limit and requests more than the LimitRange default; set a limit.`
      yield { resource, path: [...path, 'limits', name], message }
    }
  }
}

/** What two maps of quantities say of the same resource, where one is far above the other. */
const pairs = (requests: unknown, limits: unknown): [string, string][] =>
  entries(requests).flatMap(([name, request]) => {
    const limit = at(limits, name)
    const [asked, most] = [parseQuantity(request), parseQuantity(limit)]
    // That these are above 0 is the rule `container-resources`.
    const said = asked?.nanos === 0n && (name === 'cpu' || name === 'memory')
    if (!asked || !most || said || compare(most, scale(asked, MOST)) <= 0) return []
    return [
      [
        name,
        `The ${name} limit ${show(limit)} is more than ${MOST} times the request ${show(request)}; correct the unit of one of them.`,
      ],
    ]
  })
