import { serviceSelector } from '../../../../render/verify/rules/network/service-selector.ts'
import { mistakes } from '../../mistakes.ts'
import { same, set, testRule } from '../../rule-cases.ts'

const NAME = 'app.kubernetes.io/name'
const COMPONENT = 'app.kubernetes.io/component'

testRule(serviceSelector, {
  catches: [
    [
      'a misspelt label',
      'production',
      (draft) => set(draft, 'Service/backend', 'spec.selector', { [NAME]: 'bakend' }),
      [
        [
          'Service/backend',
          'spec.selector',
          `No pod has the labels {"${NAME}":"bakend"}. None has ${NAME}="bakend". Did you mean "backend"?`,
        ],
      ],
    ],
    [
      'a key that no pod has',
      'production',
      (draft) => set(draft, 'Service/backend', 'spec.selector', { 'app.kubernetes.io/nam': 'backend' }),
      [
        [
          'Service/backend',
          'spec.selector',
          `No pod has the labels {"app.kubernetes.io/nam":"backend"}. None has the label "app.kubernetes.io/nam". Did you mean "${NAME}"?`,
        ],
      ],
    ],
    [
      'labels that no pod has together',
      'production',
      (draft) => set(draft, 'Service/backend', 'spec.selector', { [NAME]: 'frontend', [COMPONENT]: 'api' }),
      [
        [
          'Service/backend',
          'spec.selector',
          `No pod has the labels {"${NAME}":"frontend","${COMPONENT}":"api"}. Each of them exists, but on no pod together.`,
        ],
      ],
    ],
    [
      'a selector that takes a Job in',
      'production',
      (draft) => set(draft, 'Service/backend', 'spec.selector', { [COMPONENT]: 'api' }),
      [
        [
          'Service/backend',
          'spec.selector',
          `It also selects the pods of Job/migration, which serves no requests: {"${COMPONENT}":"api"}.`,
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'a Service of two Deployments',
      'production',
      (draft) => set(draft, 'Service/backend', 'spec.selector', { monitored: 'true' }),
    ],
    [
      'a Service whose endpoints someone else names',
      'production',
      (draft) => {
        set(draft, 'Service/backend', 'spec', { type: 'ExternalName', externalName: 'api.example.com' })
      },
    ],
  ],
})

mistakes(serviceSelector, 'minikube', [
  [
    'the pods of another service, copied',
    [['Service/backend', 'spec.selector', { 'app.kubernetes.io/name': 'ai-agent' }]],
    [
      'Service/backend spec.selector: It selects Deployment/ai-agent, and not Deployment/backend: {"app.kubernetes.io/name":"ai-agent"}.',
    ],
  ],
  [
    'no selector, and no endpoints',
    [['Service/backend', 'spec.selector']],
    ['Service/backend spec.selector: It selects no pod and has no EndpointSlice.'],
  ],
  [
    'no selector, and an EndpointSlice',
    [
      ['Service/backend', 'spec.selector'],
      [
        'EndpointSlice/backend',
        '',
        {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: { name: 'backend', labels: { 'kubernetes.io/service-name': 'backend' } },
        },
      ],
    ],
    [],
  ],
])
