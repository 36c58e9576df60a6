import { at, entries, own, type Resource } from '../../kubernetes/resource.ts'
import { isRecreatedHook, namespaceOf, syncOption } from '../argocd.ts'
import { canonical, step } from '../compare/canonical.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

type Fields = readonly string[]

/**
 * Fields that the API server refuses to change, by kind: those named, or with `but` all of spec except those named.
 * From the Validate...Update functions of https://github.com/kubernetes/kubernetes/tree/master/pkg/apis.
 */
const IMMUTABLE: Readonly<Record<string, { readonly fields: Fields } | { readonly but: Fields }>> = {
  Deployment: { fields: ['spec.selector'] },
  DaemonSet: { fields: ['spec.selector'] },
  ReplicaSet: { fields: ['spec.selector'] },
  StatefulSet: {
    but: [
      'replicas',
      'ordinals',
      'template',
      'updateStrategy',
      'revisionHistoryLimit',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
    ],
  },
  Job: {
    fields: [
      'spec.selector',
      'spec.template',
      'spec.completions',
      'spec.completionMode',
      'spec.podFailurePolicy',
      'spec.successPolicy',
      'spec.backoffLimitPerIndex',
      'spec.managedBy',
    ],
  },
  Service: { fields: ['spec.clusterIP', 'spec.clusterIPs'] },
  // How a claim may grow and shrink is told by volumes.ts.
  PersistentVolumeClaim: { but: ['resources', 'volumeAttributesClassName'] },
  RoleBinding: { fields: ['roleRef'] },
  ClusterRoleBinding: { fields: ['roleRef'] },
  Secret: { fields: ['type'] },
}

/** A change that the API server refuses: the sync fails, and what runs stays as it was. */
export const immutable: RiskRule = (change) =>
  change.pairs.flatMap(({ id, before, after, fields, built }): Risk[] => {
    const renamed = built.before.metadata.name !== built.after.metadata.name
    // Argo CD deletes such a Job before it creates it again.
    if (fields.length === 0 || renamed || isRecreatedHook(after)) return []
    const changed = [...refused(before, after), ...frozen(before, after)]
    if (changed.length === 0) return []
    const what = changed.join(', ')
    if (syncOption(after, 'Force') === 'true')
      return after.kind === 'Job'
        ? []
        : [
            {
              id: 'recreated',
              severity: 'high',
              resource: id,
              message: `${what} can't be changed, and with Force=true Argo CD deletes it and creates it again: what it holds and serves is gone meanwhile.`,
            },
          ]
    return [
      {
        id: 'immutable',
        severity: 'high',
        resource: id,
        message: `${what} can't be changed once it exists: Kubernetes refuses, and the sync fails.`,
        steps: stepsFor(after, namespaceOf(change.after) ?? 'NAMESPACE'),
      },
    ]
  })

function refused(before: Resource, after: Resource): string[] {
  const rule = own(IMMUTABLE, after.kind)
  if (!rule) return []
  const fields =
    'fields' in rule
      ? rule.fields
      : [...new Set([...keys(before), ...keys(after)])]
          .filter((key) => !rule.but.includes(key))
          .sort()
          .map((key) => step('spec', key))
  return fields.filter((field) => text(before, field) !== text(after, field))
}

const keys = (resource: Resource): string[] => entries(at(resource, 'spec')).map(([key]) => key)

const text = (resource: Resource, field: string): string =>
  canonical(at(resource, ...field.split('.')) ?? null, resource.kind, field)

/** https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable */
function frozen(before: Resource, after: Resource): string[] {
  if (before['immutable'] !== true) return []
  return ['immutable', 'data', 'binaryData', 'stringData'].filter(
    (field) => text(before, field) !== text(after, field),
  )
}

/** After the merge: before it, Argo CD heals at once what is deleted, and creates it as it was. */
function stepsFor({ kind, metadata: { name } }: Resource, namespace: string): string[] {
  const remove = `kubectl --namespace ${namespace} delete ${kind.toLowerCase()} ${name}`
  switch (kind) {
    case 'StatefulSet':
      return [
        `Right after the merge, delete it without its pods: \`${remove} --cascade=orphan\`. The next try of the sync creates it again and takes its pods over.`,
      ]
    case 'PersistentVolumeClaim':
      return ['Give the new one another name, copy the data over, and remove this one in a later change.']
    case 'ConfigMap':
    case 'Secret':
      return ['Give the new one another name and let what reads it name that.']
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
      return [
        'Without a gap: add a new one under another name, let the Service select both, and remove this one in a later change.',
        `With a gap: \`${remove}\` right after the merge; the next try of the sync creates it again.`,
      ]
    default:
      return [`Right after the merge: \`${remove}\`; the next try of the sync creates it again.`]
  }
}
