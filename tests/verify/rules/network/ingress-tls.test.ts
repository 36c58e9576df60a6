import { ingressTls } from '../../../../render/verify/rules/network/ingress-tls.ts'
import { type Case, mistakes } from '../../mistakes.ts'

const SPEC = 'Ingress/frontend'
const open = (host: string, path = 'spec.rules.0.host') =>
  `${SPEC} ${path}: ${host} is in no entry of spec.tls with a secretName: it is served over plain HTTP.`

const CASES: readonly Case[] = [
  ['no TLS', [[SPEC, 'spec.tls']], [open('todo.example.com')]],
  ['an entry without a certificate', [[SPEC, 'spec.tls.0.secretName']], [open('todo.example.com')]],
  [
    'a certificate of another host',
    [[SPEC, 'spec.tls.0.hosts', ['www.example.com']]],
    [open('todo.example.com')],
  ],
  ['a wildcard', [[SPEC, 'spec.tls.0.hosts', ['*.example.com']]], []],
  ['a wildcard of the wrong depth', [[SPEC, 'spec.tls.0.hosts', ['*.com']]], [open('todo.example.com')]],
  [
    'a second host',
    [[SPEC, 'spec.rules.1', { host: 'b.example.com' }]],
    [open('b.example.com', 'spec.rules.1.host')],
  ],
  ['a rule for every host', [[SPEC, 'spec.rules.0.host']], [open('A rule without a host', 'spec.rules.0')]],
  [
    'a certificate for every host',
    [
      [SPEC, 'spec.rules.0.host'],
      [SPEC, 'spec.tls.0.hosts'],
    ],
    [],
  ],
  [
    'a default backend',
    [[SPEC, 'spec.defaultBackend', { service: { name: 'frontend', port: { name: 'http' } } }]],
    [
      `${SPEC} spec.defaultBackend: The default backend serves every host, but spec.tls has no entry for every host.`,
    ],
  ],
  [
    'http on the own machine',
    [
      [SPEC, 'spec.tls'],
      ['cluster', 'local', true],
    ],
    [],
  ],
]

// Whatever host and certificate the environment has.
const given: Case[1] = [
  [SPEC, 'spec.rules.0.host', 'todo.example.com'],
  [SPEC, 'spec.tls', [{ hosts: ['todo.example.com'], secretName: 'todo-tls' }]],
]

mistakes(
  ingressTls,
  'production',
  CASES.map(([title, changes, findings]) => [title, [...given, ...changes], findings]),
)
