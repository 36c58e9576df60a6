import { at, entries } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { show, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'
import { HOOK, WAVE } from '../../waves.ts'

const DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy'
const OPTIONS = 'argocd.argoproj.io/sync-options'
const OTHERS = [
  'argocd.argoproj.io/compare-options',
  'argocd.argoproj.io/ignore-healthcheck',
  'argocd.argoproj.io/manifest-generate-paths',
]
const KNOWN = [WAVE, HOOK, DELETE_POLICY, OPTIONS, ...OTHERS]

/** What each may hold; a list has commas between. SyncFail, PostDelete and Skip are Argo CD's too, and nothing of ours. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  [HOOK]: ['PreSync', 'Sync', 'PostSync'],
  [DELETE_POLICY]: ['BeforeHookCreation', 'HookSucceeded', 'HookFailed'],
  [OPTIONS]: ['Prune=false', 'Delete=false', 'ServerSideApply=true', 'PruneLast=true'],
}

export const syncAnnotations: Rule = {
  id: 'sync-annotations',
  severity: 'error',
  title: 'Argo CD annotations are spelled correctly and have valid values.',
  why: 'Argo CD silently ignores unknown annotations and values: the resource is applied in wave 0, pruned, or not run as a hook. Force and Replace delete what they change. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/',
  remediation: 'Correct the annotation.',
  *check({ resources, argocd }) {
    for (const resource of [...resources, ...argocd])
      for (const [key, value] of entries(at(resource, 'metadata', 'annotations'))) {
        const path = ['metadata', 'annotations', key]
        const plain = key.toLowerCase()
        if (!KNOWN.includes(key)) {
          if (/argocd|argoproj|sync-wave|sync-options/.test(plain))
            yield { resource, path, message: `Unknown Argo CD annotation "${key}".${suggest(key, KNOWN)}` }
        } else if (key === WAVE && !/^[-+]?[0-9]+$/.test(text(value) ?? ''))
          yield {
            resource,
            path,
            message: `Sync wave ${show(value)} is invalid: expected an integer in quotes.`,
          }
        else
          for (const word of (text(value) ?? '').split(',').map((each) => each.trim()))
            if (VALUES[key] && !VALUES[key].includes(word))
              yield {
                resource,
                path,
                message: `${key} has the unknown value ${show(word)}.${suggest(word, VALUES[key])}`,
              }
      }
  },
}
