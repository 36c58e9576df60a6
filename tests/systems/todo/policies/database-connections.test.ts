import rules from '../../../../policies/database.ts'
import type { Rule } from '../../../../render/verify/rule.ts'
import { CONTAINER, copy, type Draft, same, set, setIn, testRule } from '../../../verify/rule-cases.ts'

const POOL = 'data.DATABASE_POOL_MAX'
const POSTGRES = 'StatefulSet/postgres'
const ENVIRONMENT = 'environments/production/environment.yaml'
const pool = (size: string) => (draft: Draft) => set(draft, 'ConfigMap/backend', POOL, size)

testRule(rules.find(({ id }) => id === 'database-connections') as Rule, {
  catches: [
    [
      'a pool that is too large, with the surge: 11 x 8 + 3 x 5 + 1',
      'production',
      pool('8'),
      [
        [
          ENVIRONMENT,
          'components.external-database',
          'Up to 104 connections are needed (Deployment/backend 11 x 8, Deployment/mcp-server 3 x 5, Job/migration 1 x 1), but the database has 97: 100 minus 3 reserved.',
        ],
      ],
    ],
    [
      'what the environment says of its database',
      'production',
      (draft) => setIn(draft.environment, 'components.external-database.maxConnections', 73),
      [
        [
          ENVIRONMENT,
          'components.external-database',
          'Up to 71 connections are needed (Deployment/backend 11 x 5, Deployment/mcp-server 3 x 5, Job/migration 1 x 1), but the database has 70: 73 minus 3 reserved.',
        ],
      ],
    ],
    [
      'a surge in percent, rounded up: 45% of 10',
      'production',
      (draft) => {
        pool('6')(draft)
        set(draft, 'Deployment/backend', 'spec.strategy.rollingUpdate.maxSurge', '45%')
      },
      [
        [
          ENVIRONMENT,
          'components.external-database',
          'Up to 106 connections are needed (Deployment/backend 15 x 6, Deployment/mcp-server 3 x 5, Job/migration 1 x 1), but the database has 97: 100 minus 3 reserved.',
        ],
      ],
    ],
    [
      'a database in the cluster that was given fewer',
      'minikube',
      (draft) => set(draft, POSTGRES, `${CONTAINER}.args.0`, '--max_connections=38'),
      [
        [
          POSTGRES,
          `${CONTAINER}.args.0`,
          'Up to 36 connections are needed (Deployment/backend 5 x 5, Deployment/mcp-server 2 x 5, Job/migration 1 x 1), but the database has 35: 38 minus 3 reserved.',
        ],
      ],
    ],
    [
      "a database in the cluster with PostgreSQL's own 100, and more of them reserved",
      'minikube',
      (draft) => {
        set(draft, POSTGRES, `${CONTAINER}.args`, ['-c', 'superuser_reserved_connections=70'])
      },
      [
        [
          'environments/minikube/environment.yaml',
          'components.external-database',
          'Up to 36 connections are needed (Deployment/backend 5 x 5, Deployment/mcp-server 2 x 5, Job/migration 1 x 1), but the database has 30: 100 minus 70 reserved.',
        ],
      ],
    ],
  ],
  passes: [
    ['Minikube as it is', 'minikube', same],
    ['staging as it is', 'staging', same],
    ['production as it is', 'production', same],
    [
      'all that there are: 11 x 7 + 3 x 5 + 5 x 1',
      'production',
      (draft) => {
        pool('7')(draft)
        for (const name of ['a', 'b', 'c', 'd']) copy(draft, 'Job/migration', name)
      },
    ],
    [
      'more, if the environment says that its database has them',
      'production',
      (draft) => {
        pool('20')(draft)
        setIn(draft.environment, 'components.external-database.maxConnections', 500)
      },
    ],
  ],
})
