import { serviceAccountToken } from '../../../../render/verify/rules/security/service-account-token.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const projected = (source: object) => ({ name: 'projected', projected: { sources: [source] } })

mistakes(serviceAccountToken, 'minikube', [
  [
    'a pod that says nothing',
    [['Deployment/backend', `${POD}.automountServiceAccountToken`]],
    [
      `Deployment/backend ${POD}.automountServiceAccountToken: automountServiceAccountToken is not set: expected false.`,
    ],
  ],
  [
    'a ServiceAccount that mounts',
    [['ServiceAccount/backend', 'automountServiceAccountToken', true]],
    [
      'ServiceAccount/backend automountServiceAccountToken: automountServiceAccountToken is true: expected false.',
    ],
  ],
  [
    'a projected token',
    [['Deployment/backend', `${POD}.volumes.1`, projected({ serviceAccountToken: { path: 'token' } })]],
    [
      `Deployment/backend ${POD}.volumes.1.projected.sources.0.serviceAccountToken: Volume "projected" projects an API token; remove it.`,
    ],
  ],
  [
    'a projected ConfigMap',
    [['Deployment/backend', `${POD}.volumes.1`, projected({ configMap: { name: 'x' } })]],
    [],
  ],
  [
    'a Secret that is a token',
    [
      [
        'Secret/token',
        '',
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'token' },
          type: 'kubernetes.io/service-account-token',
        },
      ],
    ],
    ['Secret/token type: The Secret is an API token that never expires; remove it.'],
  ],
])
