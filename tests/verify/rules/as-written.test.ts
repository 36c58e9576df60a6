import { asWritten } from '../../../render/verify/rules/as-written.ts'
import { mistakes } from '../mistakes.ts'

mistakes(asWritten, 'production', [
  [
    'other bounds',
    [['HorizontalPodAutoscaler/backend', 'spec.minReplicas', 2]],
    [
      'HorizontalPodAutoscaler/backend spec.minReplicas: minReplicas is 2: expected 3, as environment.yaml says.',
    ],
  ],
  [
    'other replicas',
    [
      ['Deployment/mcp-server', 'spec.replicas', 5],
      ['environment', 'services.mcp-server.replicas', 2],
    ],
    ['Deployment/mcp-server spec.replicas: replicas is 5: expected 2, as environment.yaml says.'],
  ],
  [
    'another setting',
    [['environment', 'services.backend.settings', { LOG_LEVEL: 'warn' }]],
    ['ConfigMap/backend data.LOG_LEVEL: LOG_LEVEL is "info": expected "warn", as environment.yaml says.'],
  ],
  [
    'another quota',
    [['environment', 'quota', { pods: '80' }]],
    ['ResourceQuota/todo spec.hard.pods: pods is "64": expected "80", as environment.yaml says.'],
  ],
  [
    'the same in another unit',
    [['environment', 'services.backend.resources', { limits: { cpu: '1000m', memory: '1024Mi' } }]],
    [],
  ],
])

mistakes(asWritten, 'minikube', [
  [
    'another size of the volume',
    [['environment', 'database.inCluster.storage', '2Gi']],
    [
      'PersistentVolumeClaim/postgres-data spec.resources.requests.storage: storage is "1Gi": expected "2Gi", as environment.yaml says.',
    ],
  ],
])
