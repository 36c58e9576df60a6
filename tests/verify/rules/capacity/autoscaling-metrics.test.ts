import { autoscalingMetrics } from '../../../../render/verify/rules/capacity/autoscaling-metrics.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(autoscalingMetrics, 'staging', [
  [
    'no metric',
    [['HorizontalPodAutoscaler/backend', 'spec.metrics']],
    ['HorizontalPodAutoscaler/backend spec.metrics: It has no metric; add one.'],
  ],
  [
    'more than there is',
    [['HorizontalPodAutoscaler/frontend', 'spec.metrics.0.resource.target.averageUtilization', 700]],
    [
      'HorizontalPodAutoscaler/frontend spec.metrics.0.resource.target.averageUtilization: It scales at 700 % of the request: expected 10 to 95.',
    ],
  ],
  [
    'memory alone, and twice',
    [['HorizontalPodAutoscaler/backend', 'spec.metrics.0.resource.name', 'memory']],
    [
      'HorizontalPodAutoscaler/backend spec.metrics: It targets memory, memory only; add cpu.',
      'HorizontalPodAutoscaler/backend spec.metrics.1: It targets "memory" twice; remove one.',
    ],
  ],
  [
    'another share',
    [['HorizontalPodAutoscaler/frontend', 'spec.metrics.0.resource.target.averageUtilization', 60]],
    [],
  ],
])
