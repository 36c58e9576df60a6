import { jobHook } from '../../../../render/verify/rules/argocd/job-hook.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(jobHook, 'minikube', [
  [
    'a Job that is no hook',
    [['Job/smoke-test', ['metadata', 'annotations', 'argocd.argoproj.io/hook']]],
    [
      'Job/smoke-test metadata.annotations.argocd.argoproj.io/hook: Job/smoke-test is not a hook; set argocd.argoproj.io/hook.',
    ],
  ],
  [
    'a Deployment that is a hook',
    [['Deployment/backend', ['metadata', 'annotations', 'argocd.argoproj.io/hook'], 'Sync']],
    [
      'Deployment/backend metadata.annotations.argocd.argoproj.io/hook: Deployment/backend is a hook, which each sync deletes and recreates; only a Job may be one.',
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
      'Job/migration metadata.annotations.argocd.argoproj.io/hook-delete-policy: Job/migration may still exist at the next sync; set the delete policy BeforeHookCreation.',
    ],
  ],
  [
    'a migration before the first wave',
    [['Job/migration', ['metadata', 'annotations', 'argocd.argoproj.io/hook'], 'PreSync']],
    [],
  ],
])
