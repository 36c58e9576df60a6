import { spread } from '../../../../render/verify/rules/capacity/spread.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'

mistakes(spread, 'staging', [
  [
    'labels that no pod has',
    [
      [
        'Deployment/backend',
        [
          'spec',
          'template',
          'spec',
          'topologySpreadConstraints',
          0,
          'labelSelector',
          'matchLabels',
          'app.kubernetes.io/part-of',
        ],
        'toddo',
      ],
    ],
    [
      'Deployment/backend spec.template.spec.topologySpreadConstraints.0.labelSelector: It counts pods with {"matchLabels":{"app.kubernetes.io/part-of":"toddo"}}, which do not match its own pods; use their labels.',
    ],
  ],
  [
    'a key that no pod has',
    [['Deployment/backend', `${POD}.topologySpreadConstraints.0.matchLabelKeys`, ['app.kubernetes.io/nmae']]],
    [
      'Deployment/backend spec.template.spec.topologySpreadConstraints.0.matchLabelKeys.0: The pods have no label "app.kubernetes.io/nmae". Did you mean "app.kubernetes.io/name"?',
      'Deployment/backend spec.template.spec.topologySpreadConstraints.0.matchLabelKeys: It also counts the pods of other workloads; add app.kubernetes.io/name to the keys or labels.',
    ],
  ],
  [
    'a place that no node has',
    [['Deployment/backend', `${POD}.topologySpreadConstraints.0.topologyKey`, 'topology.kubernetes.io/zon']],
    [
      'Deployment/backend spec.template.spec.topologySpreadConstraints.0.topologyKey: No node has the label "topology.kubernetes.io/zon". Did you mean "topology.kubernetes.io/zone"?',
    ],
  ],
  [
    'a skew that allows anything',
    [['Deployment/backend', `${POD}.topologySpreadConstraints.0.maxSkew`, 10]],
    [
      'Deployment/backend spec.template.spec.topologySpreadConstraints.0.maxSkew: maxSkew 10 allows all pods in one place: expected 1.',
    ],
  ],
  [
    'labels of its own instead of keys',
    [
      [
        'Deployment/backend',
        `${POD}.topologySpreadConstraints.0`,
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'backend' } },
        },
      ],
    ],
    [],
  ],
])
