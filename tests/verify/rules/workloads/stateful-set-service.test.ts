import { statefulSetService } from '../../../../render/verify/rules/workloads/stateful-set-service.ts'
import { same, set, testRule } from '../../rule-cases.ts'

testRule(statefulSetService, {
  catches: [
    [
      'a misspelt Service',
      'minikube',
      (draft) => set(draft, 'StatefulSet/postgres', 'spec.serviceName', 'postgers'),
      [
        [
          'StatefulSet/postgres',
          'spec.serviceName',
          'Service "postgers" not found. Did you mean "postgres"?',
        ],
      ],
    ],
    [
      'a Service with an address of its own',
      'minikube',
      (draft) => set(draft, 'Service/postgres', 'spec.clusterIP', undefined),
      [
        [
          'Service/postgres',
          'spec.clusterIP',
          'Service/postgres is not headless: clusterIP is nothing, expected "None".',
        ],
      ],
    ],
    [
      "someone else's Service",
      'minikube',
      (draft) => set(draft, 'Service/postgres', 'spec.selector', { app: 'mysql' }),
      [['StatefulSet/postgres', 'spec.serviceName', 'Service/postgres selects other pods: {"app":"mysql"}.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    [
      'a StatefulSet without names in DNS',
      'minikube',
      (draft) => set(draft, 'StatefulSet/postgres', 'spec.serviceName', undefined),
    ],
  ],
})
