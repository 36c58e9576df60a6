import { entries, idOf, type Resource } from '../kubernetes/resource.ts'

/** What becomes of a resource that helm runs as a hook. */
export type Translated =
  | { readonly resource: Resource; readonly note?: string }
  /** Left out: no install and no upgrade runs it. */
  | { readonly leftOut: string }
  /** Argo CD has nothing like it. */
  | { readonly refused: string }

/** https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks */
const PHASES: Readonly<Record<string, string>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
}
const TESTS = ['test', 'test-success', 'test-failure']

const POLICIES: Readonly<Record<string, string>> = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
}

const HOOK = 'helm.sh/hook'
const WEIGHT = 'helm.sh/hook-weight'
const POLICY = 'helm.sh/hook-delete-policy'
const LOGS = 'helm.sh/hook-output-log-policy'

/**
 * A resource as Argo CD runs it: helm's annotations of a hook become those of Argo CD. Argo CD would read helm's own,
 * too, but people and rules read what is written.
 *
 * What runs once after an install runs after every sync: there is no install in GitOps.
 */
export function translateHook(resource: Resource): Translated {
  const annotations = new Map(
    entries(resource.metadata.annotations).map(([key, value]) => [key, String(value)]),
  )
  const hook = annotations.get(HOOK)
  if (hook === undefined) return { resource }
  const words = wordsIn(hook)
  const id = idOf(resource)
  if (words.includes('crd-install')) return { resource: withAnnotations(resource, annotations, {}) }
  if (words.every((word) => TESTS.includes(word)))
    return { leftOut: `${id} is left out: only helm test runs it.` }
  const known = words.filter((word) => Object.hasOwn(PHASES, word))
  const others = words.filter((word) => !Object.hasOwn(PHASES, word))
  if (known.length === 0)
    return {
      refused: `${id} is a hook of helm (${words.join(', ')}) without an equivalent in Argo CD`,
    }
  const policies = wordsIn(annotations.get(POLICY) ?? '')
  const strange = policies.filter((word) => !Object.hasOwn(POLICIES, word))
  if (strange.length > 0)
    return { refused: `${id} has the hook-delete-policy ${strange.join(', ')}, which helm does not know` }
  const phases = [...new Set(known.map((word) => PHASES[word]))].join(',')
  const weight = annotations.get(WEIGHT)
  // helm's default, and what a Job needs to run again: it is immutable.
  const policy = (policies.length > 0 ? policies : ['before-hook-creation'])
    .map((word) => POLICIES[word])
    .join(',')
  const translated = {
    'argocd.argoproj.io/hook': phases,
    'argocd.argoproj.io/hook-delete-policy': policy,
    ...(weight !== undefined && { 'argocd.argoproj.io/sync-wave': weight }),
  }
  const dropped = others.length > 0 ? ` (not ${others.join(', ')})` : ''
  const often = words.some((word) => /upgrade$/.test(word))
    ? ''
    : '; it runs at every sync, not only at the first'
  return {
    resource: withAnnotations(resource, annotations, translated),
    note: `${id}: hook ${known.join(', ')}${dropped} becomes ${phases}${often}.`,
  }
}

function withAnnotations(
  resource: Resource,
  before: ReadonlyMap<string, string>,
  added: Readonly<Record<string, string>>,
): Resource {
  const kept = [...before].filter(([key]) => ![HOOK, WEIGHT, POLICY, LOGS].includes(key))
  const annotations = { ...Object.fromEntries(kept), ...added }
  const { annotations: _, ...metadata } = resource.metadata
  return {
    ...resource,
    metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata,
  }
}

const wordsIn = (list: string): string[] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
