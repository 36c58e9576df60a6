import { jobHook } from '../../../render/verify/rules/job-hook.ts'
import { mistakes } from '../mistakes.ts'

mistakes(jobHook, 'minikube', [
  [
    'a Job that is no hook',
    [['Job/smoke-test', ['metadata', 'annotations', 'argocd.argoproj.io/hook']]],
    [
      'Job/smoke-test metadata.annotations.argocd.argoproj.io/hook: Job/smoke-test is no hook: expected argocd.argoproj.io/hook.',
    ],
  ],
  [
    'a Deployment that is a hook',
    [['Deployment/backend', ['metadata', 'annotations', 'argocd.argoproj.io/hook'], 'Sync']],
    [
      'Deployment/backend metadata.annotations.argocd.argoproj.io/hook: Deployment/backend is a hook, which each sync deletes and makes anew: only a Job may be one.',
    ],
  ],
  [
    'a Job that stays',
    [
      [
        'Job/migration',
        ['metadata', 'annotations', 'argocd.argoproj.io/hook-delete-policy'],
        'HookSucceeded',
      ],
    ],
    [
      'Job/migration metadata.annotations.argocd.argoproj.io/hook-delete-policy: Job/migration may be there still when the next sync makes it: expected BeforeHookCreation.',
    ],
  ],
  [
    'a migration before the first wave',
    [['Job/migration', ['metadata', 'annotations', 'argocd.argoproj.io/hook'], 'PreSync']],
    [],
  ],
])
