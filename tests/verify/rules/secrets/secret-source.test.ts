import { expect } from 'vitest'
import { secretSource } from '../../../../render/verify/rules/secrets/secret-source.ts'
import { type Catch, CONTAINER, copy, drop, POD, same, set, testRule } from '../../rule-cases.ts'

const REF = `${CONTAINER}.env.0.valueFrom.secretKeyRef`

testRule(secretSource, {
  catches: [
    [
      'a misspelt Secret',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${REF}.name`, 'databse'),
      [
        [
          'Deployment/backend',
          `${REF}.name`,
          'No ExternalSecret creates the Secret "databse". Did you mean "database"?',
        ],
      ],
    ],
    [
      'a Secret that is taken as a whole',
      'production',
      (draft) => set(draft, 'Job/smoke-test', `${CONTAINER}.envFrom`, [{ secretRef: { name: 'browser' } }]),
      [
        [
          'Job/smoke-test',
          `${CONTAINER}.envFrom.0.secretRef.name`,
          'No ExternalSecret creates the Secret "browser". Known: auth, database, model-api.',
        ],
      ],
    ],
    [
      'a key that is not among those the ExternalSecret lists',
      'production',
      (draft) => {
        set(draft, 'ExternalSecret/database', 'spec.dataFrom', undefined)
        set(draft, 'ExternalSecret/database', 'spec.data', [
          { secretKey: 'DATABASE_URL' },
          { secretKey: 'MIGRATION_DATABASE_UR' },
        ])
      },
      [
        [
          'Job/migration',
          `${CONTAINER}.env.1.valueFrom.secretKeyRef.key`,
          'The ExternalSecret of "database" does not set the key "MIGRATION_DATABASE_URL". Did you mean "MIGRATION_DATABASE_UR"?',
        ],
      ],
    ],
    [
      'an ExternalSecret whose template keeps another key',
      'production',
      (draft) => set(draft, 'ExternalSecret/auth', 'spec.target.template', { data: { SECRET: '{{ .a }}' } }),
      ['backend', 'mcp-server'].map((name) => [
        `Deployment/${name}`,
        `${CONTAINER}.env.1.valueFrom.secretKeyRef.key`,
        'The ExternalSecret of "auth" does not set the key "AUTH_SECRET". Known: SECRET.',
      ]),
    ],
    [
      'a Secret of a volume that nothing makes',
      'production',
      (draft) => set(draft, 'Deployment/frontend', `${POD}.volumes.0.secret`, { secretName: 'auths' }),
      [
        [
          'Deployment/frontend',
          `${POD}.volumes.0.secret.secretName`,
          'No ExternalSecret creates the Secret "auths". Did you mean "auth"?',
        ],
      ],
    ],
    [
      'a pull secret of a pod and one of a ServiceAccount',
      'production',
      (draft) => {
        set(draft, 'Deployment/frontend', `${POD}.imagePullSecrets`, [{ name: 'registry-credentials' }])
        set(draft, 'ServiceAccount/backend', 'imagePullSecrets', [{ name: 'registry-credentials' }])
        set(draft, 'ServiceAccount/backend', 'secrets', [{ name: 'backend-token-x7k2p' }])
      },
      [
        [
          'Deployment/frontend',
          `${POD}.imagePullSecrets.0.name`,
          'No ExternalSecret creates the Secret "registry-credentials". Known: auth, database, model-api.',
        ],
        [
          'ServiceAccount/backend',
          'imagePullSecrets.0.name',
          'No ExternalSecret creates the Secret "registry-credentials". Known: auth, database, model-api.',
        ],
        [
          'ServiceAccount/backend',
          'secrets.0.name',
          'No ExternalSecret creates the Secret "backend-token-x7k2p". Known: auth, database, model-api.',
        ],
      ],
    ],
    [
      'Secrets of volumes and their drivers',
      'production',
      (draft) =>
        set(draft, 'Deployment/frontend', `${POD}.volumes`, [
          { name: 'a', projected: { sources: [{ secret: { name: 'p' } }] } },
          { name: 'b', csi: { driver: 'x', nodePublishSecretRef: { name: 'c' } } },
          { name: 'c', azureFile: { secretName: 'z', shareName: 's' } },
        ]),
      [
        ['projected.sources.0.secret.name', 'p', 0],
        ['csi.nodePublishSecretRef.name', 'c', 1],
        ['azureFile.secretName', 'z', 2],
      ].map(([field, name, index]) => [
        'Deployment/frontend',
        `${POD}.volumes.${index}.${field}`,
        `No ExternalSecret creates the Secret "${name}". Known: auth, database, model-api.`,
      ]),
    ],
    [
      'a certificate that cert-manager does not fill',
      'production',
      (draft) => set(draft, 'Ingress/frontend', 'metadata.annotations', {}),
      [
        [
          'Ingress/frontend',
          'spec.tls.0.secretName',
          expect.stringMatching(/^No ExternalSecret creates the Secret "[a-z-]+"\./),
        ],
      ],
    ],
    ...['Merge', 'None'].map(
      (policy): Catch => [
        `creationPolicy ${policy}`,
        'production',
        (draft) => set(draft, 'ExternalSecret/auth', 'spec.target.creationPolicy', policy),
        [
          [
            'ExternalSecret/auth',
            'spec.target.creationPolicy',
            `creationPolicy ${policy} never creates the Secret "auth": set Owner.`,
          ],
        ],
      ],
    ),
    [
      'deletion policies that the webhook refuses',
      'production',
      (draft) => {
        set(draft, 'ExternalSecret/auth', 'spec.target', {
          creationPolicy: 'Orphan',
          deletionPolicy: 'Delete',
        })
        set(draft, 'ExternalSecret/database', 'spec.target', {
          creationPolicy: 'None',
          deletionPolicy: 'Merge',
        })
      },
      [
        [
          'ExternalSecret/auth',
          'spec.target.deletionPolicy',
          'deletionPolicy Delete requires creationPolicy Owner, found Orphan.',
        ],
        [
          'ExternalSecret/database',
          'spec.target.deletionPolicy',
          'deletionPolicy Merge is not allowed with creationPolicy None.',
        ],
      ],
    ],
    [
      'an ExternalSecret that creates something else',
      'production',
      (draft) =>
        set(draft, 'ExternalSecret/auth', 'spec.target.manifest', { apiVersion: 'v1', kind: 'ConfigMap' }),
      [['ExternalSecret/auth', 'spec.target.manifest.kind', 'It creates a ConfigMap, and no Secret "auth".']],
    ],
  ],
  passes: [
    [
      'Orphan, no policy at all, and Merge into what another one creates',
      'production',
      (draft) => {
        set(draft, 'ExternalSecret/auth', 'spec.target.creationPolicy', 'Orphan')
        set(draft, 'ExternalSecret/database', 'spec.target.creationPolicy', undefined)
        copy(draft, 'ExternalSecret/auth', 'auth-more')
        set(draft, 'ExternalSecret/auth-more', 'spec.target.creationPolicy', 'Merge')
      },
    ],
    [
      'a pull secret that an ExternalSecret creates',
      'production',
      (draft) => set(draft, 'Deployment/frontend', `${POD}.imagePullSecrets`, [{ name: 'auth' }]),
    ],
    ['the environment as it is', 'production', same],
    [
      'an optional Secret that nothing makes',
      'production',
      (draft) => drop(draft, 'ExternalSecret/model-api'),
    ],
    [
      'a key that may be in the store',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${REF}.key`, 'READER_URL'),
    ],
    [
      'an ExternalSecret with another name than its Secret',
      'production',
      (draft) => set(draft, 'ExternalSecret/auth', 'metadata.name', 'tokens'),
    ],
    [
      'a misspelt Secret by hand, which `npm run secrets` would make under that name',
      'staging',
      (draft) => set(draft, 'Deployment/backend', `${REF}.name`, 'databse'),
    ],
  ],
})
