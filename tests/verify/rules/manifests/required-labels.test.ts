import { requiredLabels } from '../../../../render/verify/rules/manifests/required-labels.ts'
import { mistakes } from '../../mistakes.ts'

const LABELS = ['metadata', 'labels']
const POD_LABELS = ['spec', 'template', 'metadata', 'labels']

mistakes(requiredLabels, 'staging', [
  [
    'no name',
    [['Service/backend', [...LABELS, 'app.kubernetes.io/name']]],
    ['Service/backend metadata.labels.app.kubernetes.io/name: Label app.kubernetes.io/name is not set.'],
  ],
  [
    'a part of something else',
    [['Service/backend', [...LABELS, 'app.kubernetes.io/part-of'], 'toodo']],
    [
      'Service/backend metadata.labels.app.kubernetes.io/part-of: Label app.kubernetes.io/part-of is "toodo": expected todo.',
    ],
  ],
  [
    'another environment, on the pods',
    [['Deployment/backend', [...POD_LABELS, 'environment'], 'production']],
    [
      'Deployment/backend spec.template.metadata.labels.environment: Label environment of the pods is "production": expected staging.',
    ],
  ],
  [
    'no labels at all',
    [['ConfigMap/backend', LABELS]],
    [
      'ConfigMap/backend metadata.labels.app.kubernetes.io/name: Label app.kubernetes.io/name is not set.',
      'ConfigMap/backend metadata.labels.app.kubernetes.io/component: Label app.kubernetes.io/component is not set.',
      'ConfigMap/backend metadata.labels.app.kubernetes.io/part-of: Label app.kubernetes.io/part-of is not set: expected todo.',
      'ConfigMap/backend metadata.labels.environment: Label environment is not set: expected staging.',
    ],
  ],
  [
    'a misspelt key',
    [
      ['Service/backend', [...LABELS, 'app.kubernetes.io/component']],
      ['Service/backend', [...LABELS, 'app.kubernetes.io/componnent'], 'api'],
    ],
    [
      'Service/backend metadata.labels.app.kubernetes.io/componnent: Unknown label "app.kubernetes.io/componnent". Did you mean "app.kubernetes.io/component"?',
      'Service/backend metadata.labels.app.kubernetes.io/component: Label app.kubernetes.io/component is not set.',
    ],
  ],
  [
    'the name of another service, copied',
    [['NetworkPolicy/backend', [...LABELS, 'app.kubernetes.io/name'], 'frontend']],
    [
      'NetworkPolicy/backend metadata.labels.app.kubernetes.io/name: Label app.kubernetes.io/name is "frontend": expected "backend", as on the pods of Deployment/backend.',
    ],
  ],
  [
    'a misspelt name, on what is called otherwise',
    [['NetworkPolicy/ai-agent-to-model-api', [...LABELS, 'app.kubernetes.io/name'], 'ai-agnet']],
    [
      'NetworkPolicy/ai-agent-to-model-api metadata.labels.app.kubernetes.io/name: Label app.kubernetes.io/name is "ai-agnet", which is not the name of any workload. Did you mean "ai-agent"?',
    ],
  ],
  [
    'the name of what it is itself',
    [['NetworkPolicy/allow-dns', [...LABELS, 'app.kubernetes.io/name'], 'allow-dns']],
    [],
  ],
  ['one more label', [['Service/backend', [...LABELS, 'team'], 'todo']], []],
])
