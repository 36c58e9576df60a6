import { ownServiceAccount } from '../../../render/verify/rules/own-service-account.ts'
import { mistakes } from '../mistakes.ts'

const NAME = 'spec.template.spec.serviceAccountName'

mistakes(ownServiceAccount, 'minikube', [
  [
    'none is named',
    [['Deployment/backend', NAME]],
    [
      `Deployment/backend ${NAME}: The pods run as the ServiceAccount "default", because none is named: expected one of their own.`,
    ],
  ],
  [
    'the default one is named',
    [['Job/migration', NAME, 'default']],
    [`Job/migration ${NAME}: The pods run as the ServiceAccount "default": expected one of their own.`],
  ],
  [
    'that of another workload',
    [['Deployment/mcp-server', NAME, 'backend']],
    [
      `Deployment/mcp-server ${NAME}: The ServiceAccount "backend" is that of backend: expected one of its own.`,
    ],
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
      'ServiceAccount/default metadata.name: The ServiceAccount is the default one, which belongs to the namespace: expected another name.',
    ],
  ],
  ['another name of its own', [['Deployment/backend', NAME, 'backend-default']], []],
])
