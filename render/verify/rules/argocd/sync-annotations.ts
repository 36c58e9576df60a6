import { at, entries } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { show, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'
import { HOOK, WAVE } from '../../waves.ts'

const DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy'
const OPTIONS = 'argocd.argoproj.io/sync-options'
/** What Argo CD reads beside (docs/user-guide/annotations-and-labels.md and its constants, 3.5). */
const OTHERS = [
  ...[
    'application-set-refresh',
    'client-side-apply-migration-manager',
    'compare-options',
    'deletion-approved',
  ],
  ...['hydrate', 'ignore-default-links', 'ignore-healthcheck', 'ignore-resource-updates', 'installation-id'],
  ...['managed-by-url', 'manifest-generate-paths', 'refresh', 'skip-reconcile', 'tracking-id'],
].map((name) => `argocd.argoproj.io/${name}`)

/** Those of its links and views, and of its siblings: each knows its own names. */
const SIBLINGS =
  /^((link|pref)\.argocd|argocd-image-updater|events|notifications|rollouts|workflows)\.argoproj\.io\//

const KNOWN = [WAVE, HOOK, DELETE_POLICY, OPTIONS, ...OTHERS]

/** What each may hold here; a list has commas between. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  [HOOK]: ['PreSync', 'Sync', 'PostSync'],
  [DELETE_POLICY]: ['BeforeHookCreation', 'HookSucceeded', 'HookFailed'],
  [OPTIONS]: ['Prune=false', 'Delete=false', 'ServerSideApply=true', 'PruneLast=true'],
}

/**
 * What else Argo CD knows. An environment goes with its overlay, and its hooks for a deletion could not be read then
 * (controller/hook.go, executeHooks); the other values are nothing that it needs, or delete what they change.
 */
const OTHER_VALUES: Readonly<Record<string, readonly string[]>> = {
  [HOOK]: ['SyncFail', 'PreDelete', 'PostDelete', 'Skip'],
  [DELETE_POLICY]: [],
  [OPTIONS]: [
    ...['Prune=confirm', 'Delete=confirm', 'Validate=false', 'SkipDryRunOnMissingResource=true'],
    ...[
      'ServerSideApply=false',
      'ClientSideApplyMigration=false',
      'PruneLast=false',
      'Prune=true',
      'Delete=true',
    ],
    ...['Replace=true', 'Replace=false', 'Force=true', 'Force=false', 'Validate=true'],
  ],
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
          if (/argocd|argoproj|sync-wave|sync-options/.test(plain) && !SIBLINGS.test(key))
            yield { resource, path, message: `Unknown Argo CD annotation "${key}".${suggest(key, KNOWN)}` }
        } else if (key === WAVE && !/^[-+]?[0-9]+$/.test(text(value) ?? ''))
          yield {
            resource,
            path,
            message: `Sync wave ${show(value)} is invalid: expected an integer in quotes.`,
          }
        else
          for (const word of (text(value) ?? '').split(',').map((each) => each.trim()))
            if (VALUES[key] && !VALUES[key].includes(word)) {
              const isKnown = OTHER_VALUES[key]?.includes(word)
              // Who deploys a folder without an Application here may use all of Argo CD.
              if (isKnown && argocd.length === 0) continue
              yield {
                resource,
                path,
                message: isKnown
                  ? `${key} has the value ${show(word)}, which an environment can't have: expected ${VALUES[key].join(', ')}.`
                  : `${key} has the unknown value ${show(word)}.${suggest(word, VALUES[key])}`,
              }
            }
      }
  },
}
