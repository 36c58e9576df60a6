import { serverFields } from '../../../../render/verify/rules/manifests/server-fields.ts'
import { type Case, mistakes } from '../../mistakes.ts'

const BACKEND = 'Deployment/backend'
const one = (what: string, path: string | string[], value: unknown, owner: string): Case => {
  const steps = typeof path === 'string' ? path : path.join('.')
  return [`${what} ${steps}`, [[what, path, value]], [`${what} ${steps}: ${steps} is set by ${owner}.`]]
}
const API = 'the API server'
const finalizer = 'kubernetes.io/pvc-protection'

mistakes(serverFields, 'minikube', [
  one(BACKEND, 'metadata.managedFields', [{ manager: 'kubectl' }], API),
  one(BACKEND, 'metadata.resourceVersion', '12345', API),
  one(BACKEND, 'metadata.uid', '1c9e4f0e', API),
  one(BACKEND, 'metadata.generation', 3, API),
  one(BACKEND, 'metadata.selfLink', '/apis/apps/v1', API),
  one(BACKEND, 'metadata.creationTimestamp', '2026-01-31T12:00:00Z', API),
  one(BACKEND, 'metadata.deletionTimestamp', '2026-01-31T12:00:00Z', API),
  one(BACKEND, 'metadata.deletionGracePeriodSeconds', 30, API),
  one(BACKEND, 'metadata.generateName', 'backend-', API),
  one(
    BACKEND,
    'metadata.ownerReferences',
    [{ apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'y' }],
    'the controller that created the object',
  ),
  one(BACKEND, 'status', { replicas: 2 }, 'its controller'),
  one(BACKEND, 'spec.template.metadata.creationTimestamp', '2026-01-31T12:00:00Z', API),
  one(
    BACKEND,
    ['metadata', 'annotations', 'deployment.kubernetes.io/revision'],
    '3',
    'the Deployment controller',
  ),
  one(
    BACKEND,
    ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
    '{}',
    'kubectl',
  ),
  one(BACKEND, ['metadata', 'annotations', 'argocd.argoproj.io/tracking-id'], 'x', 'Argo CD'),
  one(
    BACKEND,
    ['spec', 'template', 'metadata', 'labels', 'pod-template-hash'],
    'abc',
    'the Deployment controller',
  ),
  one(BACKEND, ['spec', 'selector', 'matchLabels', 'pod-template-hash'], 'abc', 'the Deployment controller'),
  one(
    'Job/migration',
    ['spec', 'template', 'metadata', 'labels', 'controller-uid'],
    'abc',
    'the Job controller',
  ),
  one('Job/migration', ['metadata', 'labels', 'batch.kubernetes.io/job-name'], 'x', 'the Job controller'),
  one('Job/migration', 'spec.selector', { matchLabels: { a: 'b' } }, 'the Job controller'),
  one('Service/backend', 'spec.clusterIP', '10.96.12.34', API),
  one('Service/backend', 'spec.clusterIPs', ['10.96.12.34'], API),
  one('Namespace/todo-app', 'spec.finalizers', ['kubernetes'], API),
  one(
    'PersistentVolumeClaim/postgres-data',
    'spec.volumeName',
    'pvc-0f9c2b7e-8a51-4d5e-9a55-3a4d2f0c7b11',
    'the provisioner',
  ),
  one('AppProject/todo-minikube', 'metadata.resourceVersion', '1', API),
  [
    'a finalizer of a controller',
    [['PersistentVolumeClaim/postgres-data', 'metadata.finalizers', [finalizer]]],
    [
      `PersistentVolumeClaim/postgres-data metadata.finalizers.0: The finalizer "${finalizer}" is set by its controller.`,
    ],
  ],
  [
    'a claim of a StatefulSet as kubectl shows it',
    [
      [
        'StatefulSet/postgres',
        'spec.volumeClaimTemplates',
        [
          {
            metadata: { name: 'a', creationTimestamp: '2026-01-31T12:00:00Z' },
            spec: {},
            status: { phase: 'Pending' },
          },
        ],
      ],
    ],
    [
      'StatefulSet/postgres spec.volumeClaimTemplates.0.metadata.creationTimestamp: spec.volumeClaimTemplates.0.metadata.creationTimestamp is set by the API server.',
      'StatefulSet/postgres spec.volumeClaimTemplates.0.status: spec.volumeClaimTemplates.0.status is set by its controller.',
    ],
  ],
  [
    'what kubectl create --dry-run leaves, and what people set themselves',
    [
      [BACKEND, 'metadata.creationTimestamp', null],
      [BACKEND, 'spec.template.metadata.creationTimestamp', null],
      [BACKEND, 'status', {}],
      ['Service/backend', 'status', { loadBalancer: {} }],
      ['Service/backend', 'spec.clusterIP', 'None'],
      ['Service/backend', 'spec.clusterIPs', ['None']],
      ['PersistentVolumeClaim/postgres-data', 'spec.volumeName', 'nfs-archive'],
      ['Job/migration', 'spec.manualSelector', true],
      ['Job/migration', 'spec.selector', { matchLabels: { a: 'b' } }],
      [
        BACKEND,
        ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'],
        '2026-01-31T12:00:00Z',
      ],
      [
        'Application/todo-minikube',
        'metadata.finalizers',
        ['resources-finalizer.argocd.argoproj.io/background'],
      ],
    ],
    [],
  ],
])
