import rules from '../../../../policies/external-secrets.ts'
import type { Rule } from '../../../../render/verify/rule.ts'
import { type Case, mistakes } from '../../../verify/mistakes.ts'

const rule = (id: string): Rule => rules.find((each) => each.id === id) as Rule
const AUTH = 'ExternalSecret/auth'
const KEY = 'spec.dataFrom.0.extract.key'

const names = (key: string): Case => [
  `the key ${key}`,
  [[AUTH, KEY, key]],
  [`${AUTH} ${KEY}: It names "${key}": expected a key below "todo/production".`],
]
const pushes = (key: string) => ({
  apiVersion: 'external-secrets.io/v1alpha1',
  kind: 'PushSecret',
  metadata: { name: 'x' },
  spec: {
    secretStoreRefs: [{ kind: 'ClusterSecretStore', name: 'vault' }],
    data: [{ match: { secretKey: 'a', remoteRef: { remoteKey: key } } }],
  },
})

mistakes(rule('secret-path'), 'production', [
  ['the environment as it is', [], []],
  names('todo/staging/auth'),
  names('todo/production'),
  names('todo/production-eu/auth'),
  names('todo/production/../staging/auth'),
  names('todo/production//auth'),
  names('TODO/production/auth'),
  [
    'a single key elsewhere, and one below the path',
    [
      [
        AUTH,
        'spec.data',
        [
          { secretKey: 'a', remoteRef: { key: 'todo/staging/auth', property: 'a' } },
          { secretKey: 'b', remoteRef: { key: 'todo/production/auth', property: 'b' } },
        ],
      ],
    ],
    [
      `${AUTH} spec.data.0.remoteRef.key: It names "todo/staging/auth": expected a key below "todo/production".`,
    ],
  ],
  [
    'another store, for all and for one',
    [
      [AUTH, 'spec.secretStoreRef.name', 'other'],
      [
        'ExternalSecret/database',
        'spec.dataFrom.0.sourceRef',
        { storeRef: { kind: 'ClusterSecretStore', name: 'other' } },
      ],
    ],
    [
      `${AUTH} ${KEY}: Its store is "other": expected "vault".`,
      `ExternalSecret/database ${KEY}: Its store is "other": expected "vault".`,
    ],
  ],
  [
    'a search of the whole store, and one below the path',
    [
      [AUTH, 'spec.dataFrom.1', { find: { name: { regexp: '.*' } } }],
      [AUTH, 'spec.dataFrom.2', { find: { path: 'todo/production/more', name: { regexp: '.*' } } }],
    ],
    [`${AUTH} spec.dataFrom.1.find: It searches the whole store: expected a key below "todo/production".`],
  ],
  [
    'a generator',
    [[AUTH, 'spec.dataFrom', [{ sourceRef: { generatorRef: { kind: 'Password', name: 'x' } } }]]],
    [],
  ],
  ['a PushSecret below the path', [['PushSecret/x', '', pushes('todo/production/new')]], []],
  [
    'a PushSecret into another environment',
    [['PushSecret/x', '', pushes('todo/staging/auth')]],
    [
      'PushSecret/x spec.data.0.match.remoteRef.remoteKey: It names "todo/staging/auth": expected a key below "todo/production".',
    ],
  ],
  [
    'an environment that claims no path',
    [['environment', ['components', 'external-secrets'], undefined]],
    ['auth', 'database', 'model-api'].map(
      (name) =>
        `ExternalSecret/${name} ${KEY}: It names "todo/production/${name}", and environments/production/environment.yaml claims no path of secrets: turn the component external-secrets on.`,
    ),
  ],
])

const never = (interval: string): Case => [
  `the interval ${interval}`,
  [[AUTH, 'spec.refreshInterval', interval]],
  [`${AUTH} spec.refreshInterval: refreshInterval ${interval} never reads it again: expected more than 0.`],
]

mistakes(rule('secret-refresh'), 'production', [
  ['the environment as it is', [], []],
  never('0'),
  never('0s'),
  never('0h0m0s'),
  ...['soon', '1', '-1h', '1H', '1h x'].map(
    (interval): Case => [
      `the interval ${interval}, which is no duration`,
      [[AUTH, 'spec.refreshInterval', interval]],
      [
        `${AUTH} spec.refreshInterval: refreshInterval "${interval}" is not a duration: expected one such as 1h or 30m.`,
      ],
    ],
  ),
  ['a duration of several units', [[AUTH, 'spec.refreshInterval', '1h30m']], []],
  ['none, which is an hour', [[AUTH, 'spec.refreshInterval']], []],
  ['half a second', [[AUTH, 'spec.refreshInterval', '0.5s']], []],
  ['the policy Periodic', [[AUTH, 'spec.refreshPolicy', 'Periodic']], []],
  [
    'the policy CreatedOnce',
    [[AUTH, 'spec.refreshPolicy', 'CreatedOnce']],
    [
      `${AUTH} spec.refreshPolicy: refreshPolicy CreatedOnce doesn't read it again after a rotation: expected Periodic.`,
    ],
  ],
])
