import { singleWriter } from '../../../../render/verify/rules/storage/single-writer.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'

mistakes(singleWriter, 'minikube', [
  [
    'two databases on one claim',
    [['StatefulSet/postgres', 'spec.replicas', 2]],
    [
      'StatefulSet/postgres spec.replicas: StatefulSet/postgres runs up to 2 pods on PersistentVolumeClaim/postgres-data, which is for a single pod: expected exactly one.',
    ],
  ],
  [
    'a database that is switched off',
    [['StatefulSet/postgres', 'spec.replicas', 0]],
    [
      'StatefulSet/postgres spec.replicas: StatefulSet/postgres runs no pod on PersistentVolumeClaim/postgres-data, which is for a single pod: expected exactly one.',
    ],
  ],
  [
    'a claim that no pod mounts',
    [['StatefulSet/postgres', `${POD}.volumes.0`, { name: 'data', emptyDir: {} }]],
    ['PersistentVolumeClaim/postgres-data metadata.name: No pod mounts PersistentVolumeClaim/postgres-data.'],
  ],
  [
    'a Deployment whose update overlaps',
    [
      [
        'Deployment/ai-agent',
        `${POD}.volumes.0`,
        { name: 'tmp', persistentVolumeClaim: { claimName: 'postgres-data' } },
      ],
    ],
    [
      'Deployment/ai-agent spec.template.spec.volumes.0.persistentVolumeClaim.claimName: Deployment/ai-agent runs up to 2 pods on PersistentVolumeClaim/postgres-data, which is for a single pod: expected exactly one.',
    ],
  ],
  [
    'a claim for many',
    [
      ['PersistentVolumeClaim/postgres-data', 'spec.accessModes', ['ReadWriteMany']],
      ['StatefulSet/postgres', 'spec.replicas', 2],
    ],
    [],
  ],
])
