import { ownServiceAccount } from '../../../../render/verify/rules/security/own-service-account.ts'
import { mistakes } from '../../mistakes.ts'

const NAME = 'spec.template.spec.serviceAccountName'

mistakes(ownServiceAccount, 'minikube', [
  [
    'none is named',
    [['Deployment/backend', NAME]],
    [
      `Deployment/backend ${NAME}: The pods run as ServiceAccount "default" because none is set; set their own.`,
    ],
  ],
  [
    'the default one is named',
    [['Job/migration', NAME, 'default']],
    [`Job/migration ${NAME}: The pods run as ServiceAccount "default"; set their own.`],
  ],
  [
    'that of another workload',
    [['Deployment/mcp-server', NAME, 'backend']],
    [`Deployment/mcp-server ${NAME}: ServiceAccount "backend" is also used by backend; use a separate one.`],
  ],
  [
    'the default one is changed',
    [
      [
        'ServiceAccount/default',
        '',
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } },
      ],
    ],
    [
      'ServiceAccount/default metadata.name: ServiceAccount "default" is created with the namespace; use another name.',
    ],
  ],
  ['another name of its own', [['Deployment/backend', NAME, 'backend-default']], []],
])
