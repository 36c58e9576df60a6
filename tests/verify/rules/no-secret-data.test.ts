import { noSecretData } from '../../../render/verify/rules/no-secret-data.ts'
import { mistakes } from '../mistakes.ts'

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
    ['Secret/auth data: The Secret holds data (AUTH_SECRET): expected none in git.'],
  ],
  [
    'plain data',
    [['Secret/auth', '', secret({ stringData: { A: 'hunter2', B: 'hunter3' } })]],
    ['Secret/auth stringData: The Secret holds stringData (A, B): expected none in git.'],
  ],
  [
    'a text for data',
    [['Secret/auth', '', secret({ data: 'hunter2' })]],
    ['Secret/auth data: The Secret holds data: expected none in git.'],
  ],
  ['a Secret that somebody else fills', [['Secret/auth', '', secret({ data: {} })]], []],
  ['a reference to a Secret in a vault', [['ExternalSecret/auth', 'spec.data', [{ secretKey: 'A' }]]], []],
])
