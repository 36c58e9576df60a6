import { promisedLabels } from '../../../render/verify/rules/promised-labels.ts'
import { mistakes } from '../mistakes.ts'

const LABELS = ['metadata', 'labels']
const POD_LABELS = ['spec', 'template', 'metadata', 'labels']

mistakes(promisedLabels, 'staging', [
  [
    'no name',
    [['Service/backend', [...LABELS, 'app.kubernetes.io/name']]],
    ['Service/backend metadata.labels.app.kubernetes.io/name: The label app.kubernetes.io/name is not set.'],
  ],
  [
    'a part of something else',
    [['Service/backend', [...LABELS, 'app.kubernetes.io/part-of'], 'toodo']],
    [
      'Service/backend metadata.labels.app.kubernetes.io/part-of: The label app.kubernetes.io/part-of is "toodo": expected todo.',
    ],
  ],
  [
    'another environment, on the pods',
    [['Deployment/backend', [...POD_LABELS, 'environment'], 'production']],
    [
      'Deployment/backend spec.template.metadata.labels.environment: The label environment of the pods is "production": expected staging.',
    ],
  ],
  [
    'no labels at all',
    [['ConfigMap/backend', LABELS]],
    [
      'ConfigMap/backend metadata.labels.app.kubernetes.io/name: The label app.kubernetes.io/name is not set.',
      'ConfigMap/backend metadata.labels.app.kubernetes.io/part-of: The label app.kubernetes.io/part-of is not set: expected todo.',
      'ConfigMap/backend metadata.labels.environment: The label environment is not set: expected staging.',
    ],
  ],
  ['one more label', [['Service/backend', [...LABELS, 'team'], 'todo']], []],
])
