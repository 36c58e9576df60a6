import { namespaceLimits } from '../../../../render/verify/rules/capacity/namespace-limits.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(namespaceLimits, 'staging', [
  ['no quota', [['ResourceQuota/todo', '']], ['The overlay contains no ResourceQuota: expected one.']],
  [
    'a quota that says nothing of pods',
    [['ResourceQuota/todo', ['spec', 'hard', 'pods']]],
    ['ResourceQuota/todo spec.hard.pods: The ResourceQuota does not limit pods; add a limit.'],
  ],
  [
    'a load balancer that does not exist',
    [['ResourceQuota/todo', ['spec', 'hard', 'services.loadbalancers'], '1']],
    [
      'ResourceQuota/todo spec.hard.services.loadbalancers: The ResourceQuota allows 1 load balancers: expected 0, the number in the overlay.',
    ],
  ],
  [
    'a quota of some pods',
    [['ResourceQuota/todo', 'spec.scopes', ['NotTerminating']]],
    ['ResourceQuota/todo spec.scopes: The ResourceQuota applies to some pods only; remove its scopes.'],
  ],
  [
    'no default of memory',
    [['LimitRange/todo', ['spec', 'limits', 0, 'default', 'memory']]],
    ['LimitRange/todo spec.limits.0.default.memory: The LimitRange has no default for memory; add one.'],
  ],
  ['one more bound', [['ResourceQuota/todo', ['spec', 'hard', 'secrets'], '20']], []],
])
