import { expect, test } from 'vitest'
import { translateHook } from '../../render/vendor/hooks.ts'

const job = (annotations: Readonly<Record<string, string>>) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'm', annotations },
})

test.each<[Record<string, string>, Record<string, string>, string]>([
  [
    { 'helm.sh/hook': 'pre-install, pre-upgrade', 'helm.sh/hook-weight': '-5', team: 'x' },
    {
      team: 'x',
      'argocd.argoproj.io/hook': 'PreSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'argocd.argoproj.io/sync-wave': '-5',
    },
    'Job/m: hook pre-install, pre-upgrade becomes PreSync.',
  ],
  [
    { 'helm.sh/hook': 'post-install', 'helm.sh/hook-delete-policy': 'hook-succeeded,hook-failed' },
    {
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded,HookFailed',
    },
    'Job/m: hook post-install becomes PostSync; it runs at every sync, not only at the first.',
  ],
  [
    { 'helm.sh/hook': 'pre-upgrade,post-upgrade,post-rollback' },
    {
      'argocd.argoproj.io/hook': 'PreSync,PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    },
    'Job/m: hook pre-upgrade, post-upgrade (not post-rollback) becomes PreSync,PostSync.',
  ],
])('%j is translated', (before, after, note) => {
  expect(translateHook(job(before))).toEqual({ resource: job(after), note })
})

test.each([['pre-rollback'], ['post-rollback'], ['pre-delete'], ['post-delete'], ['whatever']])(
  '%s has no counterpart',
  (hook) => {
    expect(translateHook(job({ 'helm.sh/hook': hook }))).toEqual({
      refused: `Job/m is a hook of helm (${hook}) without an equivalent in Argo CD`,
    })
  },
)

test('a delete policy that helm does not know is refused', () => {
  expect(
    translateHook(job({ 'helm.sh/hook': 'pre-install', 'helm.sh/hook-delete-policy': 'hook-success' })),
  ).toHaveProperty('refused', expect.stringContaining('hook-success'))
})

test('tests are left out, and other resources stay as they are', () => {
  expect(translateHook(job({ 'helm.sh/hook': 'test' }))).toEqual({
    leftOut: 'Job/m is left out: only helm test runs it.',
  })
  const plain = job({ 'helm.sh/resource-policy': 'keep' })
  expect(translateHook(plain)).toEqual({ resource: plain })
})
