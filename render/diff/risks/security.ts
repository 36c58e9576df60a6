import { containersOf, podTemplateOf } from '../../kubernetes/pods.ts'
import { at, entries, idOf, items, type Resource } from '../../kubernetes/resource.ts'
import { type Change, formerly, standing } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** What pods may do that they could not before. */
export const security: RiskRule = (change) => {
  const former = formerly(change)
  return standing(change).flatMap((after): Risk[] => {
    const old = former(after)
    const had = new Set(old ? powersOf(old, change.before) : [])
    const gained = powersOf(after, change.after).filter((power) => !had.has(power))
    if (gained.length === 0) return []
    return [
      {
        id: 'security-loosened',
        severity: 'high',
        resource: idOf(after),
        message: `${old ? 'It may do more than before' : 'It is new and may do more than it should'}: ${gained.join('; ')}.`,
      },
    ]
  })
}

/** What goes beyond https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted, and tokens. */
function powersOf(resource: Resource, side: Change['before']): string[] {
  if (resource.kind === 'Namespace') return admissionOf(resource)
  const template = podTemplateOf(resource)
  if (!template) return []
  const { spec } = template
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => at(spec, field) === true),
    ...(mountsToken(spec, side) ? ['a ServiceAccount token is mounted'] : []),
    ...items(at(spec, 'volumes')).flatMap((volume) =>
      at(volume, 'hostPath') === undefined
        ? []
        : [`folder ${at(volume, 'hostPath', 'path')} of the node is mounted`],
    ),
    ...containersOf(template).flatMap(({ name, value }) =>
      containerPowers(at(value, 'securityContext'), at(spec, 'securityContext')).map(
        (power) => `container ${name} ${power}`,
      ),
    ),
  ]
}

function containerPowers(container: unknown, pod: unknown): string[] {
  const either = (...path: readonly string[]) => at(container, ...path) ?? at(pod, ...path)
  const dropped = items(at(container, 'capabilities', 'drop'))
  const checks: readonly (readonly [boolean, string])[] = [
    [at(container, 'privileged') === true, 'is privileged'],
    [at(container, 'allowPrivilegeEscalation') !== false, 'may gain privileges'],
    [at(container, 'readOnlyRootFilesystem') !== true, 'can write to its root file system'],
    [either('runAsNonRoot') !== true || either('runAsUser') === 0, 'may run as root'],
    [
      !['RuntimeDefault', 'Localhost'].includes(String(either('seccompProfile', 'type'))),
      'has no seccomp profile',
    ],
    [!dropped.includes('ALL'), 'keeps capabilities'],
  ]
  return [
    ...checks.flatMap(([found, power]) => (found ? [power] : [])),
    ...items(at(container, 'capabilities', 'add')).map((capability) => `has capability ${capability}`),
  ]
}

/** The pod decides, else its ServiceAccount, else it does: the default is true. */
function mountsToken(spec: unknown, side: Change['before']): boolean {
  const account = String(at(spec, 'serviceAccountName') ?? 'default')
  const found = side?.resources.find(
    ({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === account,
  )
  const projected = items(at(spec, 'volumes')).some((volume) =>
    items(at(volume, 'projected', 'sources')).some(
      (source) => at(source, 'serviceAccountToken') !== undefined,
    ),
  )
  const mounted = at(spec, 'automountServiceAccountToken') ?? at(found, 'automountServiceAccountToken')
  return projected || mounted !== false
}

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
const LEVELS = ['restricted', 'baseline', 'privileged']

const admissionOf = ({ metadata }: Resource): string[] => {
  const level = Object.fromEntries(entries(metadata.labels))['pod-security.kubernetes.io/enforce']
  const admitted = LEVELS.indexOf(String(level ?? 'privileged'))
  return LEVELS.slice(1, admitted + 1).map((each) => `pods of level ${each} are admitted`)
}
