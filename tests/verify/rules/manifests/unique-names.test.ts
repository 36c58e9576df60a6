import { uniqueNames } from '../../../../render/verify/rules/manifests/unique-names.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(uniqueNames, 'staging', [
  [
    'a policy that is copied, and its name forgotten',
    [['NetworkPolicy/mcp-server', 'metadata.name', 'backend']],
    ['NetworkPolicy/backend metadata.name: Duplicate NetworkPolicy "backend"; rename or remove one.'],
  ],
  ['the same name for another kind', [['NetworkPolicy/allow-dns', 'metadata.name', 'ai-agent-dns']], []],
  [
    'the same kind of another group',
    [
      [
        'Service/backend',
        '',
        { apiVersion: 'serving.example.org/v1', kind: 'Service', metadata: { name: 'backend' } },
      ],
    ],
    [],
  ],
])
