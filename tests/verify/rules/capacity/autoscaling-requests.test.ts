import { autoscalingRequests } from '../../../../render/verify/rules/capacity/autoscaling-requests.ts'
import { CONTAINER, drop, POD, same, set, testRule } from '../../rule-cases.ts'

const HPA = 'HorizontalPodAutoscaler/backend'
const target = { type: 'Utilization', averageUtilization: 70 }
const SIDECAR = { name: 'proxy', resources: { requests: { memory: '64Mi' } } }

testRule(autoscalingRequests, {
  catches: [
    [
      'a second container that requests no CPU',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        set(draft, 'Deployment/backend', `${POD}.containers.1`, SIDECAR)
      },
      [
        [
          HPA,
          'spec.metrics.0.resource.name',
          'The container proxy of Deployment/backend has no request for cpu, whose utilization the HPA targets.',
        ],
      ],
    ],
    [
      'a sidecar among the init containers',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        set(draft, 'Deployment/backend', `${POD}.initContainers`, [{ ...SIDECAR, restartPolicy: 'Always' }])
      },
      [
        [
          HPA,
          'spec.metrics.0.resource.name',
          'The container proxy of Deployment/backend has no request for cpu, whose utilization the HPA targets.',
        ],
      ],
    ],
    [
      'a misspelt container',
      'production',
      (draft) =>
        set(draft, HPA, 'spec.metrics', [
          { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'bakend', target } },
        ]),
      [
        [
          HPA,
          'spec.metrics.0.containerResource.container',
          'Deployment/backend has no container "bakend". Did you mean "backend"?',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'a container that the LimitRange gives a request',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${POD}.containers.1`, SIDECAR),
    ],
    [
      'an init container that has ended by then',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        set(draft, 'Deployment/backend', `${POD}.initContainers`, [SIDECAR])
      },
    ],
    [
      'a limit, which is a request as well',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        set(draft, 'Deployment/backend', `${CONTAINER}.resources.requests`, undefined)
      },
    ],
    [
      'an average value, which is no share',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        set(draft, 'Deployment/backend', `${CONTAINER}.resources`, undefined)
        set(draft, HPA, 'spec.metrics', [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '1' } },
          },
        ])
      },
    ],
  ],
})
