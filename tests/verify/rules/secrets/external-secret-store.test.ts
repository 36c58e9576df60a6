import { externalSecretStore } from '../../../../render/verify/rules/secrets/external-secret-store.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(externalSecretStore, 'production', [
  [
    'two for one Secret',
    [['ExternalSecret/database', 'spec.target.name', 'auth']],
    [
      'ExternalSecret/database spec.target.name: Another ExternalSecret already creates the Secret "auth"; remove one.',
    ],
  ],
  [
    'a Secret that takes the name of its own',
    [['ExternalSecret/auth', 'spec.target', { creationPolicy: 'Owner' }]],
    [],
  ],
])
