import { externalSecretStore } from '../../../render/verify/rules/external-secret-store.ts'
import { mistakes } from '../mistakes.ts'

mistakes(externalSecretStore, 'production', [
  [
    'the entry of another one',
    [['ExternalSecret/auth', 'spec.dataFrom.0.extract.key', 'todo/staging/auth']],
    [
      'ExternalSecret/auth spec.dataFrom: spec.dataFrom is [{"extract":{"key":"todo/staging/auth"}}]: expected [{"extract":{"key":"todo/production/auth"}}].',
    ],
  ],
  [
    'another store',
    [['ExternalSecret/auth', 'spec.secretStoreRef.name', 'vautl']],
    [
      'ExternalSecret/auth spec.secretStoreRef: spec.secretStoreRef is {"kind":"ClusterSecretStore","name":"vautl"}: expected {"kind":"ClusterSecretStore","name":"vault"}.',
    ],
  ],
  [
    'two for one Secret',
    [['ExternalSecret/database', 'spec.target.name', 'auth']],
    [
      'ExternalSecret/database spec.target.name: Another ExternalSecret makes the Secret "auth" already: expected one.',
      'ExternalSecret/database spec.dataFrom: spec.dataFrom is [{"extract":{"key":"todo/production/database"}}]: expected [{"extract":{"key":"todo/production/auth"}}].',
    ],
  ],
  [
    'a Secret that takes the name of its own',
    [['ExternalSecret/auth', 'spec.target', { creationPolicy: 'Owner' }]],
    [],
  ],
])
