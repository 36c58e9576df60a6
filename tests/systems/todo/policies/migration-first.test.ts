import rules from '../../../../policies/database.ts'
import type { Rule } from '../../../../render/verify/rule.ts'
import { mistakes } from '../../../verify/mistakes.ts'

mistakes(rules.find(({ id }) => id === 'migration-first') as Rule, 'minikube', [
  [
    'a migration after the services',
    [['Job/migration', ['metadata', 'annotations', 'argocd.argoproj.io/hook'], 'PostSync']],
    [
      'Job/migration metadata.annotations.argocd.argoproj.io/sync-wave: Deployment/backend is applied in Sync, wave 2, before Job/migration in PostSync, wave 1, which migrates its database: expected the Job first.',
    ],
  ],
  [
    'a service in the wave of the migration',
    [['Deployment/mcp-server', ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'], '1']],
    [
      'Deployment/mcp-server metadata.annotations.argocd.argoproj.io/sync-wave: Deployment/mcp-server is applied in Sync, wave 1, before Job/migration in Sync, wave 1, which migrates its database: expected the Job first.',
    ],
  ],
])
