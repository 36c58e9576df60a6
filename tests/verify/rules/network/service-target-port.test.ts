import { serviceTargetPort } from '../../../../render/verify/rules/network/service-target-port.ts'
import { CONTAINER, same, set, testRule } from '../../rule-cases.ts'

const TARGET = 'spec.ports.0.targetPort'

testRule(serviceTargetPort, {
  catches: [
    [
      'a misspelt name',
      'production',
      (draft) => set(draft, 'Service/backend', TARGET, 'htp'),
      [['Service/backend', TARGET, 'Deployment/backend has no TCP port "htp". Did you mean "http"?']],
    ],
    [
      'a number that the container has not',
      'production',
      (draft) => set(draft, 'Service/backend', TARGET, 8080),
      [['Service/backend', TARGET, 'Deployment/backend has no TCP port 8080. Known: "http" 8000.']],
    ],
    [
      'no target, which is the number of the Service',
      'production',
      (draft) => {
        set(draft, 'Service/backend', TARGET, undefined)
        set(draft, 'Service/backend', 'spec.ports.0.port', 80)
      },
      [
        [
          'Service/backend',
          'spec.ports.0.port',
          'Deployment/backend has no TCP port 80. Known: "http" 8000.',
        ],
      ],
    ],
    [
      'a container that renamed its port',
      'minikube',
      (draft) => set(draft, 'Deployment/frontend', `${CONTAINER}.ports.0.name`, 'web'),
      ['Service/frontend', 'Service/frontend-node-port'].map((id) => [
        id,
        TARGET,
        'Deployment/frontend has no TCP port "http". Known: "web" 3000.',
      ]),
    ],
    [
      'another protocol',
      'production',
      (draft) => set(draft, 'Service/backend', 'spec.ports.0.protocol', 'UDP'),
      [['Service/backend', TARGET, 'Deployment/backend has no UDP port "http". Known: "http" 8000.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    ['the number of a named port', 'production', (draft) => set(draft, 'Service/backend', TARGET, 8000)],
    [
      'no target where the numbers are the same',
      'production',
      (draft) => set(draft, 'Service/backend', TARGET, undefined),
    ],
  ],
})
