import { hostName } from '../../../../render/verify/rules/network/host-name.ts'
import { type Case, mistakes } from '../../mistakes.ts'

const found = (host: string): string => `Expected a DNS name, found the IP address ${JSON.stringify(host)}.`

mistakes(hostName, 'production', [
  ...['192.0.2.10', '2001:db8::1', '[2001:db8::1]', '192.0.2.10:443', '*.192.0.2.10', '::ffff:192.0.2.1'].map(
    (host): Case => [
      `the certificate of ${host}`,
      [['Ingress/frontend', 'spec.tls.0.hosts.0', host]],
      [`Ingress/frontend spec.tls.0.hosts.0: ${found(host)}`],
    ],
  ),
  [
    'a wildcard before an address',
    [['Ingress/frontend', 'spec.rules.0.host', '*.192.0.2.10']],
    [`Ingress/frontend spec.rules.0.host: ${found('*.192.0.2.10')}`],
  ],
  [
    'an external name, a host alias and a route',
    [
      ['Service/backend', 'spec.externalName', '192.0.2.10'],
      [
        'Deployment/backend',
        'spec.template.spec.hostAliases',
        [{ ip: '192.0.2.10', hostnames: ['a.example.com', '192.0.2.11'] }],
      ],
      [
        'HTTPRoute/x',
        '',
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'x' },
          spec: { hostnames: ['todo.example.com', '192.0.2.12'] },
        },
      ],
    ],
    [
      `HTTPRoute/x spec.hostnames.1: ${found('192.0.2.12')}`,
      `Service/backend spec.externalName: ${found('192.0.2.10')}`,
      `Deployment/backend spec.template.spec.hostAliases.0.hostnames.1: ${found('192.0.2.11')}`,
    ],
  ],
  ...['192.0.2.10.nip.io', '*.todo.example.com', '1.2.3', '10-0-0-1.example.com', 'a:b'].map(
    (host): Case => [
      `${host}, which is a name or for the rule schema`,
      [
        ['Ingress/frontend', 'spec.tls.0.hosts.0', host],
        ['Ingress/frontend', 'spec.rules.0.host', host],
      ],
      [],
    ],
  ),
  [
    'an address as host of a rule, which the API server refuses itself',
    [['Ingress/frontend', 'spec.rules.0.host', '192.0.2.10']],
    [],
  ],
])
