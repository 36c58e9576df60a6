import { groupOf, idOf, own, type Resource } from '../../kubernetes/resource.ts'
import { type Change, keptBy } from '../change.ts'
import { canonical } from '../compare/canonical.ts'
import type { Risk, Severity } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** What is lost with a resource of a kind. Kinds that aren't named are only listed as removed. */
const LOSSES: Readonly<Record<string, readonly [Severity, string, string?]>> = {
  Namespace: ['high', 'everything in it goes with it, data and Secrets included'],
  PersistentVolumeClaim: [
    'high',
    'the data on it is lost, unless its StorageClass retains volumes',
    'Make a backup first, or keep it: annotation `argocd.argoproj.io/sync-options: Prune=false`, synced before this change.',
  ],
  StatefulSet: [
    'high',
    'its pods stop; claims made from its templates stay',
    'Make sure that nothing uses it before the merge.',
  ],
  Deployment: ['medium', 'its pods stop'],
  DaemonSet: ['medium', 'its pods stop'],
  CronJob: ['medium', 'its schedule ends'],
  Service: ['medium', 'its name no longer resolves, and connections through it end'],
  Ingress: ['medium', 'its hosts are no longer served'],
  HTTPRoute: ['medium', 'its hosts are no longer served'],
  PodDisruptionBudget: ['medium', 'draining a node may then stop every pod at once'],
  HorizontalPodAutoscaler: ['note', 'the number of pods no longer follows the load'],
  // With `creationPolicy: Owner` the Secret has the ExternalSecret as its owner, and goes with it.
  // https://external-secrets.io/latest/guides/ownership-deletion-policy/
  ExternalSecret: [
    'high',
    'the operator removes the Secret that it made, and pods that start later fail',
    'Before the merge, let the operator leave the Secret (`spec.target.creationPolicy: Orphan`), or make it again right after the sync: `npm run secrets ENV`.',
  ],
}

/** A resource that goes, or goes and comes back under another name. */
export const removal: RiskRule = (change) =>
  change.removed.flatMap((resource) => renamed(resource, change) ?? gone(resource, change))

function gone(resource: Resource, change: Change): Risk[] {
  const { kind } = resource
  const kept = keptBy(change, resource)
  if (kept === 'Prune=false')
    return [
      {
        id: 'removed-kept',
        severity: 'note',
        resource: idOf(resource),
        message: `It stays in the cluster (Prune=false), unmanaged. Delete it by hand when it is no longer needed.`,
      },
    ]
  const loss = own(LOSSES, kind)
  if (!loss || kept) return []
  const [severity, message, step] = loss
  return [
    {
      id: 'removed',
      severity,
      resource: idOf(resource),
      message: `It is removed: ${message}.`,
      ...(step && { steps: [step.replace('ENV', change.name)] }),
    },
  ]
}

/** Kubernetes renames nothing: what looks like it is a removal and a creation. */
function renamed(resource: Resource, change: Change): Risk[] | undefined {
  const { name } = resource.metadata
  const names = (twin: Resource) => [name, twin.metadata.name]
  const twin = change.added.find(
    (each) =>
      each.kind === resource.kind &&
      groupOf(each) === groupOf(resource) &&
      each.metadata.name !== name &&
      content(each, names(each)) === content(resource, names(each)),
  )
  if (!twin) return undefined
  const holdsState = ['Namespace', 'PersistentVolumeClaim', 'StatefulSet'].includes(resource.kind)
  const kept = keptBy(change, resource) === 'Prune=false'
  return [
    {
      id: 'renamed',
      severity: holdsState ? 'high' : own(LOSSES, resource.kind) ? 'medium' : 'note',
      resource: idOf(resource),
      message: `It becomes ${twin.metadata.name}. Kubernetes cannot rename resources, so a new one is created${holdsState ? ', empty,' : ''} and ${kept ? 'the old one stays, unmanaged (Prune=false)' : 'the old one removed'}.`,
      ...(own(LOSSES, resource.kind) && {
        steps: [
          'To have no gap, add the new one in a first change, move what uses it, and remove the old one in a second.',
        ],
      }),
    },
  ]
}

/** All but the name, also where labels and selectors repeat the old one or the new one. */
const content = ({ metadata, ...rest }: Resource, names: readonly string[]): string =>
  names.reduce(
    (text, name) => text.replaceAll(JSON.stringify(name), '"NAME"'),
    canonical({ ...rest, metadata: { ...metadata, name: 'NAME' } }, rest.kind, ''),
  )
