import spreadEverywhere from '../../../../policies/spread-everywhere.ts'
import { mistakes } from '../../../verify/mistakes.ts'

const POD = 'spec.template.spec'

mistakes(spreadEverywhere, 'staging', [
  [
    'nothing is spread',
    [
      ['Deployment/backend', `${POD}.topologySpreadConstraints`],
      ['Deployment/backend', `${POD}.affinity`],
    ],
    [
      'Deployment/backend spec.template.spec.topologySpreadConstraints: Deployment/backend has no topologySpreadConstraints although the component spread is enabled.',
      'Deployment/backend spec.template.spec.affinity: Deployment/backend has no affinity although the component spread is enabled.',
    ],
  ],
])
