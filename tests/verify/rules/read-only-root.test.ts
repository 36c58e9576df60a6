import { readOnlyRoot } from '../../../render/verify/rules/read-only-root.ts'
import { mistakes } from '../mistakes.ts'

const POD = 'spec.template.spec'
const FIELD = `${POD}.containers.0.securityContext.readOnlyRootFilesystem`

mistakes(readOnlyRoot, 'minikube', [
  [
    'not said',
    [['Deployment/backend', FIELD]],
    [`Deployment/backend ${FIELD}: Container "backend" doesn't say readOnlyRootFilesystem: expected true.`],
  ],
  [
    'false',
    [['StatefulSet/postgres', FIELD, false]],
    [`StatefulSet/postgres ${FIELD}: Container "postgres" has readOnlyRootFilesystem false: expected true.`],
  ],
  [
    'an init container without it',
    [['Job/migration', `${POD}.initContainers`, [{ name: 'wait' }]]],
    [
      `Job/migration ${POD}.initContainers.0.securityContext.readOnlyRootFilesystem: Container "wait" doesn't say readOnlyRootFilesystem: expected true.`,
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
