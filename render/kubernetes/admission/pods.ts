import { at, items } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { checkContainers } from './containers.ts'
import { isGiven, isMap, missing, needs, type Part, part, parts, twice } from './part.ts'
import { checkVolumes } from './volumes.ts'

/** What a pod may be told to do when a container ends; who makes the pod decides. */
type Restart = 'Always' | 'Never' | 'OnFailure'

/**
 * A pod's spec: ValidatePodSpec in Kubernetes.
 *
 * @param restart what may stand in `restartPolicy`; empty if whatever the schema allows.
 */
export const checkPod = (
  pod: Part,
  restart: readonly Restart[],
  claims: readonly string[] = [],
): SchemaViolation[] =>
  !isMap(pod.value)
    ? [missing(pod)]
    : [
        ...checkContainers(pod),
        ...checkVolumes(pod, claims),
        ...restartPolicy(pod, restart),
        ...security(part(pod, 'securityContext')),
        ...[...parts(pod, 'initContainers'), ...parts(pod, 'containers')].flatMap((container) =>
          security(part(container, 'securityContext')),
        ),
        ...parts(pod, 'tolerations').flatMap(toleration),
        ...spread(pod),
        ...dns(pod),
      ]

function restartPolicy(pod: Part, allowed: readonly Restart[]): SchemaViolation[] {
  const policy = at(pod.value, 'restartPolicy') ?? 'Always'
  if (allowed.length === 0 || allowed.some((each) => each === policy)) return []
  return [wrongValue([...pod.path, 'restartPolicy'], `Expected ${allowed.join(' or ')}, found "${policy}".`)]
}

/** The file of a profile is for the type Localhost alone, and needed there. */
const security = (context: Part): SchemaViolation[] =>
  ['seccompProfile', 'appArmorProfile'].flatMap((name) => {
    const profile = part(context, name)
    if (at(profile.value, 'type') === 'Localhost') return needs(profile, 'localhostProfile')
    return isGiven(at(profile.value, 'localhostProfile'))
      ? [wrongKey([...profile.path, 'localhostProfile'], 'Is for "type: Localhost" alone: remove this.')]
      : []
  })

function toleration({ path, value }: Part): SchemaViolation[] {
  const [key, operator, effect] = ['key', 'operator', 'effect'].map((field) => at(value, field))
  return [
    ...(!key && operator !== 'Exists' && isGiven(value)
      ? [wrongValue([...path, 'operator'], 'Without a key the operator must be Exists.')]
      : []),
    ...(operator === 'Exists' && at(value, 'value')
      ? [wrongKey([...path, 'value'], 'The operator Exists takes no value: remove this.')]
      : []),
    ...(isGiven(at(value, 'tolerationSeconds')) && effect !== 'NoExecute'
      ? [wrongValue([...path, 'effect'], 'With tolerationSeconds the effect must be NoExecute.')]
      : []),
  ]
}

const spread = (pod: Part): SchemaViolation[] =>
  twice(
    parts(pod, 'topologySpreadConstraints'),
    ({ value }) => `${at(value, 'topologyKey')} ${at(value, 'whenUnsatisfiable')}`,
    'constraint',
  )

const dns = (pod: Part): SchemaViolation[] =>
  at(pod.value, 'dnsPolicy') === 'None' && items(at(pod.value, 'dnsConfig', 'nameservers')).length === 0
    ? [
        wrongValue(
          [...pod.path, 'dnsConfig', 'nameservers'],
          'With "dnsPolicy: None" name at least one server.',
        ),
      ]
    : []
