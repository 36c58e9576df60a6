import { namespaceLimits } from '../../../render/verify/rules/namespace-limits.ts'
import { mistakes } from '../mistakes.ts'

mistakes(namespaceLimits, 'staging', [
  ['no quota', [['ResourceQuota/todo', '']], ['The overlay has no ResourceQuota: expected one.']],
  [
    'a quota that says nothing of pods',
    [['ResourceQuota/todo', ['spec', 'hard', 'pods']]],
    ['ResourceQuota/todo spec.hard.pods: The quota says nothing of pods: expected a bound.'],
  ],
  [
    'a load balancer that nobody has',
    [['ResourceQuota/todo', ['spec', 'hard', 'services.loadbalancers'], '1']],
    [
      'ResourceQuota/todo spec.hard.services.loadbalancers: The quota allows 1 load balancers: expected 0, as many as there are.',
    ],
  ],
  [
    'a quota of some pods',
    [['ResourceQuota/todo', 'spec.scopes', ['NotTerminating']]],
    ['ResourceQuota/todo spec.scopes: The quota is about some pods only: expected no scopes.'],
  ],
  [
    'no default of memory',
    [['LimitRange/todo', ['spec', 'limits', 0, 'default', 'memory']]],
    [
      'LimitRange/todo spec.limits.0.default.memory: The LimitRange gives a container no default of memory: expected an amount.',
    ],
  ],
  ['one more bound', [['ResourceQuota/todo', ['spec', 'hard', 'secrets'], '20']], []],
])
