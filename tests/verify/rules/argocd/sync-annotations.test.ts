import { syncAnnotations } from '../../../../render/verify/rules/argocd/sync-annotations.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(syncAnnotations, 'minikube', [
  [
    'a wave in words',
    [['Deployment/backend', ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'], 'second']],
    [
      'Deployment/backend metadata.annotations.argocd.argoproj.io/sync-wave: Sync wave "second" is invalid: expected an integer in quotes.',
    ],
  ],
  [
    'a misspelt annotation',
    [['Deployment/backend', ['metadata', 'annotations', 'argocd.argoproj.io/sync-wav'], '2']],
    [
      'Deployment/backend metadata.annotations.argocd.argoproj.io/sync-wav: Unknown Argo CD annotation "argocd.argoproj.io/sync-wav". Did you mean "argocd.argoproj.io/sync-wave"?',
    ],
  ],
  [
    'a hook that Argo CD passes over',
    [['Job/migration', ['metadata', 'annotations', 'argocd.argoproj.io/hook'], 'PreeSync']],
    [
      'Job/migration metadata.annotations.argocd.argoproj.io/hook: argocd.argoproj.io/hook has the unknown value "PreeSync". Did you mean "PreSync"?',
    ],
  ],
  [
    'an option that replaces what it changes',
    [
      [
        'Namespace/todo-app',
        ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'],
        'Prune=false,Replace=true',
      ],
    ],
    [
      'Namespace/todo-app metadata.annotations.argocd.argoproj.io/sync-options: argocd.argoproj.io/sync-options has the value "Replace=true", which an environment can\'t have: expected Prune=false, Delete=false, ServerSideApply=true, PruneLast=true.',
    ],
  ],
  [
    'a hook for a deletion, whose overlay is gone by then',
    [['Job/migration', ['metadata', 'annotations', 'argocd.argoproj.io/hook'], 'PreDelete']],
    [
      'Job/migration metadata.annotations.argocd.argoproj.io/hook: argocd.argoproj.io/hook has the value "PreDelete", which an environment can\'t have: expected PreSync, Sync, PostSync.',
    ],
  ],
  [
    'annotations of what belongs to Argo CD',
    [
      ['Deployment/backend', ['metadata', 'annotations', 'link.argocd.argoproj.io/logs'], 'https://logs'],
      [
        'Deployment/backend',
        ['metadata', 'annotations', 'notifications.argoproj.io/subscribe.on-sync-failed.slack'],
        'ops',
      ],
      [
        'Deployment/backend',
        ['metadata', 'annotations', 'argocd.argoproj.io/ignore-resource-updates'],
        'true',
      ],
    ],
    [],
  ],
  [
    'other annotations, a wave with a sign, two delete policies',
    [
      ['Deployment/backend', ['metadata', 'annotations', 'example.org/wave'], 'second'],
      ['Deployment/backend', ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'], '+2'],
      [
        'Job/migration',
        ['metadata', 'annotations', 'argocd.argoproj.io/hook-delete-policy'],
        'BeforeHookCreation,HookSucceeded',
      ],
    ],
    [],
  ],
])
