import { readOnlyRoot } from '../../../../render/verify/rules/security/read-only-root.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const FIELD = `${POD}.containers.0.securityContext.readOnlyRootFilesystem`

mistakes(readOnlyRoot, 'minikube', [
  [
    'not said',
    [['Deployment/backend', FIELD]],
    [`Deployment/backend ${FIELD}: Container "backend" does not set readOnlyRootFilesystem: expected true.`],
  ],
  [
    'false',
    [['StatefulSet/postgres', FIELD, false]],
    [
      `StatefulSet/postgres ${FIELD}: Container "postgres" sets readOnlyRootFilesystem to false: expected true.`,
    ],
  ],
  [
    'an init container without it',
    [['Job/migration', `${POD}.initContainers`, [{ name: 'wait' }]]],
    [
      `Job/migration ${POD}.initContainers.0.securityContext.readOnlyRootFilesystem: Container "wait" does not set readOnlyRootFilesystem: expected true.`,
    ],
  ],
  [
    'an init container with it',
    [
      [
        'Job/migration',
        `${POD}.initContainers`,
        [{ name: 'wait', securityContext: { readOnlyRootFilesystem: true } }],
      ],
    ],
    [],
  ],
])
