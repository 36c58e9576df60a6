import { at, entries } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { selects } from '../selector.ts'
import { checkClaim } from './budgets.ts'
import { isGiven, type Part, part, parts } from './part.ts'
import { checkPod } from './pods.ts'

/** Deployments: ValidateDeploymentSpec in Kubernetes. */
export const checkDeployment = (manifest: Part): SchemaViolation[] => [
  ...running(manifest),
  ...strategy(part(manifest, 'spec', 'strategy'), 'Recreate', { maxSurge: '25%', maxUnavailable: '25%' }),
  ...deadline(part(manifest, 'spec')),
]

export const checkReplicaSet = (manifest: Part): SchemaViolation[] => running(manifest)

/** A DaemonSet replaces pod by pod: it surges or it does without, never both. */
export const checkDaemonSet = (manifest: Part): SchemaViolation[] => [
  ...running(manifest),
  ...strategy(part(manifest, 'spec', 'updateStrategy'), 'OnDelete', { maxSurge: 0, maxUnavailable: 1 }),
]

export function checkStatefulSet(manifest: Part): SchemaViolation[] {
  const claims = parts(manifest, 'spec', 'volumeClaimTemplates')
  return [
    ...running(
      manifest,
      claims.map(({ value }) => String(at(value, 'metadata', 'name'))),
    ),
    ...strategy(part(manifest, 'spec', 'updateStrategy'), 'OnDelete', { maxUnavailable: 1 }),
    ...claims.flatMap(checkClaim),
  ]
}

/** What all have that keep pods running: a selector that finds them, and pods that are started again. */
function running(manifest: Part, claims: readonly string[] = []): SchemaViolation[] {
  const spec = part(manifest, 'spec', 'template', 'spec')
  return [
    ...selector(manifest),
    ...checkPod(spec, ['Always'], claims),
    ...(isGiven(at(spec.value, 'activeDeadlineSeconds'))
      ? [
          wrongKey(
            [...spec.path, 'activeDeadlineSeconds'],
            'A pod that keeps running has no deadline: remove this.',
          ),
        ]
      : []),
  ]
}

function selector(manifest: Part): SchemaViolation[] {
  const { path, value } = part(manifest, 'spec', 'selector')
  const template = part(manifest, 'spec', 'template', 'metadata', 'labels')
  if (!isGiven(value)) return []
  if (entries(at(value, 'matchLabels')).length === 0 && !at(value, 'matchExpressions', 0))
    return [
      wrongValue(path, 'Is empty, and would select every pod of the namespace: name labels of the template.'),
    ]
  if (selects(value, Object.fromEntries(entries(template.value)) as Record<string, string>)) return []
  return [
    wrongValue(
      template.path,
      'The selector does not match these labels; they must include all of its labels.',
    ),
  ]
}

/** @param defaults what the API server fills in. */
function strategy(
  { path, value }: Part,
  other: string,
  defaults: Readonly<Record<string, string | number>>,
): SchemaViolation[] {
  const rolling = at(value, 'rollingUpdate')
  if (at(value, 'type') === other)
    return isGiven(rolling)
      ? [
          wrongKey(
            [...path, 'rollingUpdate'],
            `Is for "type: RollingUpdate" alone, found ${other}: remove this.`,
          ),
        ]
      : []
  const isZero = (key: string) => /^0+%?$/.test(String(at(rolling, key) ?? defaults[key]))
  if (isGiven(rolling) && Object.keys(defaults).every(isZero))
    return [
      wrongValue(
        [...path, 'rollingUpdate', 'maxUnavailable'],
        `Nothing could be replaced: ${Object.keys(defaults).join(' and ')} can't ${defaults['maxSurge'] === undefined ? '' : 'both '}be 0.`,
      ),
    ]
  const surge = at(rolling, 'maxSurge') ?? 0
  if (defaults['maxSurge'] === 0 && !/^0+%?$/.test(String(surge)) && !isZero('maxUnavailable'))
    return [
      wrongValue(
        [...path, 'rollingUpdate', 'maxSurge'],
        'A DaemonSet that surges needs "maxUnavailable: 0".',
      ),
    ]
  return []
}

function deadline({ path, value }: Part): SchemaViolation[] {
  const [limit, ready] = [at(value, 'progressDeadlineSeconds') ?? 600, at(value, 'minReadySeconds') ?? 0]
  return Number(limit) <= Number(ready)
    ? [
        wrongValue(
          [...path, 'progressDeadlineSeconds'],
          `Must be above minReadySeconds (${ready}), found ${limit}.`,
        ),
      ]
    : []
}
