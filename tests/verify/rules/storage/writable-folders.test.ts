import { writableFolders } from '../../../../render/verify/rules/storage/writable-folders.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`

mistakes(writableFolders, 'minikube', [
  [
    'no /tmp',
    [['Deployment/backend', `${CONTAINER}.volumeMounts.0.mountPath`, '/tpm']],
    [
      'Deployment/backend spec.template.spec.containers.0.volumeMounts: Container "backend" cannot write to /tmp; mount a volume there.',
    ],
  ],
  [
    'a path that begins nowhere',
    [['Deployment/backend', `${CONTAINER}.volumeMounts.1`, { name: 'tmp', mountPath: 'cache/' }]],
    [
      'Deployment/backend spec.template.spec.containers.0.volumeMounts.1.mountPath: mountPath "cache/" is invalid: expected an absolute path without a trailing slash.',
    ],
  ],
  [
    'a database in a folder that goes with the pod',
    [['StatefulSet/postgres', `${POD}.volumes.0`, { name: 'data', emptyDir: {} }]],
    [
      'StatefulSet/postgres spec.template.spec.containers.0.volumeMounts: Its data folder /var/lib/postgresql/data is not on a PersistentVolumeClaim: the data is lost with the pod.',
    ],
  ],
])
