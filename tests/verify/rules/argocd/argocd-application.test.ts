import { argocdApplication } from '../../../../render/verify/rules/argocd/argocd-application.ts'
import { type Case, mistakes, REPOSITORY, SERVER } from '../../mistakes.ts'

const FINALIZER = '["resources-finalizer.argocd.argoproj.io"]'
const SYNC = 'spec.syncPolicy'

const about =
  (application: string) =>
  (title: string, path: string, value: unknown, message: string): Case => [
    title,
    [[application, path, value]],
    [`${application} ${path}: ${message}`],
  ]
const staging = about('Application/todo-staging')
const production = about('Application/todo-production')
const source = (revision: string, path: string) =>
  `{"repoURL":"${REPOSITORY}","targetRevision":"${revision}","path":"overlays/${path}"}`

mistakes(argocdApplication, 'staging', [
  [
    'none',
    [['Application/todo-staging', '']],
    ['The environment has none: expected one Application, todo-staging.'],
  ],
  [
    'a label of another system, by which no notification would be sent',
    [['Application/todo-staging', ['metadata', 'labels', 'app.kubernetes.io/part-of'], 'shop']],
    [
      'Application/todo-staging metadata.labels.app.kubernetes.io/part-of: metadata.labels.app.kubernetes.io/part-of is "shop": expected "todo".',
    ],
  ],
  staging(
    'another project',
    'spec.project',
    'default',
    'spec.project is "default": expected "todo-staging".',
  ),
  [
    'another overlay',
    [['Application/todo-staging', 'spec.source.path', 'overlays/production']],
    [
      `Application/todo-staging spec.source: spec.source is ${source('main', 'production')}: expected ${source('main', 'staging')}.`,
    ],
  ],
  [
    'another revision than the environment says',
    [['environment', 'revision', 'v2']],
    [
      `Application/todo-staging spec.source: spec.source is ${source('main', 'staging')}: expected ${source('v2', 'staging')}.`,
    ],
  ],
  staging('images of its own', 'spec.sources', [], 'spec.sources is []: expected not set.'),
  [
    'another namespace',
    [['Application/todo-staging', 'spec.destination.namespace', 'todo']],
    [
      `Application/todo-staging spec.destination: spec.destination is {"server":"${SERVER}","namespace":"todo"}: expected {"server":"${SERVER}","namespace":"todo-staging"}.`,
    ],
  ],
  staging(
    'no finalizer though nothing is retained',
    'metadata.finalizers',
    undefined,
    `metadata.finalizers is not set: expected ${FINALIZER}.`,
  ),
  [
    'base changes that go unnoticed',
    [
      [
        'Application/todo-staging',
        ['metadata', 'annotations', 'argocd.argoproj.io/manifest-generate-paths'],
        '.',
      ],
    ],
    [
      'Application/todo-staging metadata.annotations.argocd.argoproj.io/manifest-generate-paths: metadata.annotations.argocd.argoproj.io/manifest-generate-paths is ".": expected ".;/base".',
    ],
  ],
  staging(
    'no server-side apply',
    `${SYNC}.syncOptions`,
    ['PruneLast=true'],
    'Sync option ServerSideApply=true is missing; required: PruneLast=true, ServerSideApply=true.',
  ),
  staging(
    'replacing instead of applying',
    `${SYNC}.syncOptions.2`,
    'Replace=true',
    'Sync option Replace=true is not allowed; allowed: PruneLast=true, ServerSideApply=true.',
  ),
  [
    'the options in another order',
    [['Application/todo-staging', `${SYNC}.syncOptions`, ['ServerSideApply=true', 'PruneLast=true']]],
    [],
  ],
  staging(
    'endless retries',
    `${SYNC}.retry.limit`,
    -1,
    'retry.limit is -1: must be an integer from 1 to 10.',
  ),
  staging(
    'retries of the same commit',
    `${SYNC}.retry.refresh`,
    undefined,
    'retry.refresh is not true: a retry would use the commit that failed, not the newest one.',
  ),
  ['fewer retries', [['Application/todo-staging', `${SYNC}.retry.limit`, 1]], []],
  [
    'no pruning, which environment.yaml does not say',
    [['Application/todo-staging', `${SYNC}.automated.prune`, false]],
    [
      'Application/todo-staging spec.syncPolicy.automated: spec.syncPolicy.automated is {"prune":false,"selfHeal":true}: expected {"prune":true,"selfHeal":true}.',
    ],
  ],
  [
    'syncing by hand, which environment.yaml says',
    [
      ['Application/todo-staging', `${SYNC}.automated`],
      ['environment', 'sync', { automated: false, prune: true, selfHeal: true }],
    ],
    [],
  ],
  staging(
    'metadata of the namespace',
    `${SYNC}.managedNamespaceMetadata`,
    {},
    'spec.syncPolicy.managedNamespaceMetadata is not one of the fields that render writes: automated, syncOptions, retry.',
  ),
])

mistakes(argocdApplication, 'production', [
  production(
    'a finalizer that takes what is retained',
    'metadata.finalizers',
    JSON.parse(FINALIZER),
    `metadata.finalizers is ${FINALIZER}: expected not set.`,
  ),
])

mistakes(argocdApplication, 'minikube', [
  [
    'waits of hours, and a field of no use',
    [
      [
        'Application/todo-minikube',
        'spec.syncPolicy.retry.backoff',
        { duration: '5h', factor: 20, maxDuration: '1' },
      ],
      ['Application/todo-minikube', 'spec.revisionHistoryLimit', 3],
    ],
    [
      'Application/todo-minikube spec.revisionHistoryLimit: spec.revisionHistoryLimit is not one of the fields that render writes: project, source, destination, syncPolicy.',
      'Application/todo-minikube spec.syncPolicy.retry.backoff.duration: retry.backoff.duration is "5h": expected seconds or a few minutes, such as 5s or 1m.',
      'Application/todo-minikube spec.syncPolicy.retry.backoff.factor: retry.backoff.factor is 20: expected 1 to 5.',
      'Application/todo-minikube spec.syncPolicy.retry.backoff.maxDuration: retry.backoff.maxDuration is "1": expected seconds or a few minutes, such as 5s or 1m.',
    ],
  ],
  [
    'other waits',
    [
      [
        'Application/todo-minikube',
        'spec.syncPolicy.retry.backoff',
        { duration: '10s', factor: 3, maxDuration: '90s' },
      ],
    ],
    [],
  ],
])
