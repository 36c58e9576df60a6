import { at, groupOf, items, type Resource } from '../kubernetes/resource.ts'
import type { Side } from './model.ts'

/** The namespace that an environment's Application deploys to. */
export const namespaceOf = (side: Side | undefined): string | undefined => {
  const namespace = at(applicationOf(side), 'spec', 'destination', 'namespace')
  return typeof namespace === 'string' ? namespace : undefined
}

export const applicationOf = (side: Side | undefined): Resource | undefined =>
  side?.resources.find(({ kind }) => kind === 'Application')

/** With the finalizer, removing an Application removes what it brought; without, that stays (`retain`). */
export const removesAll = (side: Side | undefined): boolean =>
  items(at(applicationOf(side), 'metadata', 'finalizers')).some((each) =>
    String(each).startsWith('resources-finalizer.argocd.argoproj.io'),
  )

/**
 * Whether the AppProject of a side lists the kind of a resource in its namespace; with none, or without a list, every kind
 * is permitted. What belongs to no namespace is another list's business.
 */
export function permits(side: Side | undefined, resource: Resource): boolean {
  const project = side?.resources.find(({ kind }) => kind === 'AppProject')
  const listed = at(project, 'spec', 'namespaceResourceWhitelist')
  if (listed === undefined || resource.metadata.namespace === undefined) return true
  return items(listed).some(
    (each) => at(each, 'group') === groupOf(resource) && at(each, 'kind') === resource.kind,
  )
}

/** What an Argo CD option of a resource says: `Prune` in `argocd.argoproj.io/sync-options: Prune=false`. */
export const syncOption = ({ metadata }: Resource, option: string): string | undefined =>
  metadata.annotations?.['argocd.argoproj.io/sync-options']
    ?.split(',')
    .map((each) => each.trim().split('='))
    .find(([name]) => name === option)?.[1]

const HOOK = 'argocd.argoproj.io/hook'
const HELM_HOOK = 'helm.sh/hook'

/**
 * Whether Argo CD runs a resource as a hook instead of keeping it: its own annotation decides, else Helm's
 * (gitops-engine, pkg/sync/hook). What only says Skip, or Helm's crd-install, is none.
 */
export function isHook({ metadata: { annotations = {} } }: Resource): boolean {
  const own = annotations[HOOK]
  if (own !== undefined) return commaSeparated(own).join() !== 'Skip'
  const helm = annotations[HELM_HOOK]
  return helm !== undefined && !commaSeparated(helm).includes('crd-install')
}

/** Hooks that Argo CD deletes and creates again at every sync: nothing of them is ever changed in place. */
export function isRecreatedHook(resource: Resource): boolean {
  const { annotations = {} } = resource.metadata
  const own = commaSeparated(annotations[`${HOOK}-delete-policy`])
  const helm = commaSeparated(annotations[`${HELM_HOOK}-delete-policy`])
  const none = own.length + helm.length === 0
  return (
    isHook(resource) && (none || own.includes('BeforeHookCreation') || helm.includes('before-hook-creation'))
  )
}

const commaSeparated = (text: unknown = ''): string[] =>
  String(text)
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
