import { noSecretData } from '../../../../render/verify/rules/secrets/no-secret-data.ts'
import { mistakes } from '../../mistakes.ts'

const secret = (content: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'auth' },
  ...content,
})

mistakes(noSecretData, 'production', [
  [
    'encoded data',
    [['Secret/auth', '', secret({ data: { AUTH_SECRET: 'aHVudGVyMg==' } })]],
    ['Secret/auth data: The Secret contains data (AUTH_SECRET); remove it from git.'],
  ],
  [
    'plain data',
    [['Secret/auth', '', secret({ stringData: { A: 'hunter2', B: 'hunter3' } })]],
    ['Secret/auth stringData: The Secret contains stringData (A, B); remove it from git.'],
  ],
  [
    'a text for data',
    [['Secret/auth', '', secret({ data: 'hunter2' })]],
    ['Secret/auth data: The Secret contains data; remove it from git.'],
  ],
  ['a Secret that someone else fills', [['Secret/auth', '', secret({ data: {} })]], []],
  ['a reference to a Secret in a vault', [['ExternalSecret/auth', 'spec.data', [{ secretKey: 'A' }]]], []],
])
