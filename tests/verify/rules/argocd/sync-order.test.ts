import { syncOrder } from '../../../../render/verify/rules/argocd/sync-order.ts'
import { type Draft, POD, same, set, testRule } from '../../rule-cases.ts'

const ANNOTATIONS = ['metadata', 'annotations']
const WAVE = 'argocd.argoproj.io/sync-wave'
const PATH = `metadata.annotations.${WAVE}`

const wave = (id: string, value: string | undefined) => (draft: Draft) =>
  set(draft, id, [...ANNOTATIONS, WAVE], value)
const late = (id: string, when: string, needing: string, start: string) =>
  [
    [id, PATH, `${id} is applied in ${when}, but ${needing} in ${start} needs it: expected no later.`],
  ] as const

testRule(syncOrder, {
  catches: [
    [
      "the migration's ServiceAccount after it",
      'production',
      wave('ServiceAccount/migration', '2'),
      late('ServiceAccount/migration', 'Sync, wave 2', 'Job/migration', 'Sync, wave 1'),
    ],
    [
      'settings that the migration reads after it',
      'production',
      wave('ConfigMap/backend', '2'),
      late('ConfigMap/backend', 'Sync, wave 2', 'Job/migration', 'Sync, wave 1'),
    ],
    [
      'the way to the database after those who need it',
      'production',
      wave('NetworkPolicy/to-database', '2'),
      late('NetworkPolicy/to-database', 'Sync, wave 2', 'Job/migration', 'Sync, wave 1'),
    ],
    [
      'the ExternalSecret of a Secret after it',
      'production',
      wave('ExternalSecret/database', '2'),
      late('ExternalSecret/database', 'Sync, wave 2', 'Job/migration', 'Sync, wave 1'),
    ],
    [
      'the database after the migration',
      'minikube',
      wave('StatefulSet/postgres', '2'),
      late('StatefulSet/postgres', 'Sync, wave 2', 'Job/migration', 'Sync, wave 1'),
    ],
    [
      "the database's own way in after the migration",
      'minikube',
      wave('NetworkPolicy/postgres', '2'),
      late('NetworkPolicy/postgres', 'Sync, wave 2', 'Job/migration', 'Sync, wave 1'),
    ],
    [
      "the database's volume without a wave, which is 0",
      'minikube',
      wave('PersistentVolumeClaim/postgres-data', undefined),
      late('PersistentVolumeClaim/postgres-data', 'Sync, wave 0', 'StatefulSet/postgres', 'Sync, wave -1'),
    ],
    [
      'an autoscaler before its Deployment',
      'production',
      wave('HorizontalPodAutoscaler/backend', '1'),
      late('Deployment/backend', 'Sync, wave 2', 'HorizontalPodAutoscaler/backend', 'Sync, wave 1'),
    ],
    [
      'a hook before the sync',
      'production',
      (draft) => {
        set(draft, 'Job/migration', [...ANNOTATIONS, 'argocd.argoproj.io/hook'], 'PreSync')
        set(draft, 'Job/migration', [...ANNOTATIONS, WAVE], '5')
        set(draft, 'Job/migration', `${POD}.containers.0.env`, [])
      },
      [
        'Namespace/todo-production',
        'ServiceAccount/migration',
        'NetworkPolicy/allow-dns',
        'NetworkPolicy/to-database',
      ].flatMap((id) => late(id, 'Sync, wave -1', 'Job/migration', 'PreSync, wave 5')),
    ],
    [
      'a smoke test that does not wait for the frontend',
      'production',
      (draft) => set(draft, 'Job/smoke-test', [...ANNOTATIONS, 'argocd.argoproj.io/hook'], 'Sync'),
      ['Deployment/frontend', 'Service/frontend'].flatMap((id) =>
        late(id, 'Sync, wave 2', 'Job/smoke-test', 'Sync, wave 0'),
      ),
    ],
    [
      'the Namespace after the first that is in it',
      'production',
      wave('Namespace/todo-production', '0'),
      late('Namespace/todo-production', 'Sync, wave 0', 'ResourceQuota/todo', 'Sync, wave -1'),
    ],
  ],
  passes: [
    ['Minikube as it is', 'minikube', same],
    ['production as it is', 'production', same],
    ['the same wave', 'production', wave('ServiceAccount/migration', '1')],
    ['an optional Secret that comes late', 'production', wave('ExternalSecret/model-api', '5')],
    [
      'services that wait for each other by themselves',
      'production',
      (draft) => {
        wave('Deployment/frontend', '1')(draft)
        wave('Deployment/backend', '3')(draft)
        wave('HorizontalPodAutoscaler/backend', '3')(draft)
      },
    ],
    [
      'a hook of a sync that failed',
      'production',
      (draft) => set(draft, 'Job/migration', [...ANNOTATIONS, 'argocd.argoproj.io/hook'], 'SyncFail'),
    ],
  ],
})
