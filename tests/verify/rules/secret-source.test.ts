import { secretSource } from '../../../render/verify/rules/secret-source.ts'
import { CONTAINER, drop, POD, same, set, testRule } from '../rule-cases.ts'

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
          'No ExternalSecret makes the Secret "databse". Did you mean "database"?',
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
          'No ExternalSecret makes the Secret "browser". Known: auth, database, model-api.',
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
          'The ExternalSecret of "database" gives it no key "MIGRATION_DATABASE_URL". Did you mean "MIGRATION_DATABASE_UR"?',
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
        'The ExternalSecret of "auth" gives it no key "AUTH_SECRET". Known: SECRET.',
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
          'No ExternalSecret makes the Secret "auths". Did you mean "auth"?',
        ],
      ],
    ],
  ],
  passes: [
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
