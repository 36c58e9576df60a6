import { at, items, type Resource } from '../kubernetes/resource.ts'
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

/** What an Argo CD option of a resource says: `Prune` in `argocd.argoproj.io/sync-options: Prune=false`. */
export const syncOption = ({ metadata }: Resource, option: string): string | undefined =>
  metadata.annotations?.['argocd.argoproj.io/sync-options']
    ?.split(',')
    .map((each) => each.trim().split('='))
    .find(([name]) => name === option)?.[1]

export const isHook = ({ metadata }: Resource): boolean =>
  metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined

/** Hooks that Argo CD deletes and creates again at every sync: nothing of them is ever changed in place. */
export const isRecreatedHook = (resource: Resource): boolean =>
  isHook(resource) &&
  (resource.metadata.annotations?.['argocd.argoproj.io/hook-delete-policy'] ?? 'BeforeHookCreation')
    .split(',')
    .some((policy) => policy.trim() === 'BeforeHookCreation')
