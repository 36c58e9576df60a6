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
      'Namespace/todo-app metadata.annotations.argocd.argoproj.io/sync-options: argocd.argoproj.io/sync-options has the unknown value "Replace=true". Known: Delete=false, Prune=false, PruneLast=true, ServerSideApply=true.',
    ],
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
