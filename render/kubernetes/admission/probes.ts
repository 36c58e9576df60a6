import { at } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { isGiven, needs, oneOfFields, type Part, part } from './part.ts'

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe']

/**
 * Probes and hooks of one container: validateProbe, validateLivenessProbe and validateHandler in Kubernetes.
 *
 * @param grace seconds that the pod has to end.
 */
export function checkProbes(container: Part, init: boolean, grace: number): SchemaViolation[] {
  const sidecar = at(container.value, 'restartPolicy') === 'Always'
  return [
    ...[...PROBES, 'lifecycle'].flatMap((name) =>
      init && !sidecar && isGiven(at(container.value, name))
        ? [
            wrongKey(
              [...container.path, name],
              `An init container has no ${name}, unless its restartPolicy is Always.`,
            ),
          ]
        : [],
    ),
    ...PROBES.flatMap((name) => {
      const probe = part(container, name)
      return [
        ...oneOfFields(probe, ['exec', 'grpc', 'httpGet', 'tcpSocket']),
        ...handler(probe),
        ...rest(probe, name),
      ]
    }),
    ...['postStart', 'preStop'].flatMap((name) => {
      const hook = part(container, 'lifecycle', name)
      return [
        ...oneOfFields(hook, ['exec', 'httpGet', 'sleep', 'tcpSocket']),
        ...handler(hook),
        ...sleep(part(hook, 'sleep', 'seconds'), grace),
      ]
    }),
  ]
}

/** A pod is killed when its time is over, whether or not the hook has slept enough. */
const sleep = ({ path, value }: Part, grace: number): SchemaViolation[] =>
  Number(value) > grace
    ? [wrongValue(path, `Must be at most terminationGracePeriodSeconds (${grace}), found ${value}.`)]
    : []

const handler = (action: Part): SchemaViolation[] => [
  ...needs(part(action, 'exec'), 'command'),
  ...needs(part(action, 'httpGet'), 'port'),
  ...needs(part(action, 'tcpSocket'), 'port'),
]

function rest({ path, value }: Part, name: string): SchemaViolation[] {
  const success = at(value, 'successThreshold')
  const grace = at(value, 'terminationGracePeriodSeconds')
  return [
    ...(name !== 'readinessProbe' && typeof success === 'number' && success > 1
      ? [
          wrongValue(
            [...path, 'successThreshold'],
            `A ${name} has succeeded with its first success: expected 1, found ${success}.`,
          ),
        ]
      : []),
    ...(name === 'readinessProbe' && isGiven(grace)
      ? [
          wrongKey(
            [...path, 'terminationGracePeriodSeconds'],
            'A readinessProbe ends no container: remove this.',
          ),
        ]
      : []),
  ]
}
