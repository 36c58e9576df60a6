import { entrance } from '../../../render/verify/rules/entrance.ts'
import { mistakes } from '../mistakes.ts'

mistakes(entrance, 'staging', [
  [
    'another host',
    [['Ingress/frontend', 'spec.rules.0.host', 'staging.example.com']],
    [
      'Ingress/frontend spec.rules.0.host: spec.rules.0.host is "staging.example.com": expected "staging.todo.example.com".',
    ],
  ],
  [
    'another class and issuer',
    [
      ['Ingress/frontend', 'spec.ingressClassName', 'nginx'],
      ['Ingress/frontend', ['metadata', 'annotations', 'cert-manager.io/cluster-issuer'], 'letsencrpyt'],
    ],
    [
      'Ingress/frontend spec.ingressClassName: spec.ingressClassName is "nginx": expected "traefik".',
      'Ingress/frontend metadata.annotations.cert-manager.io/cluster-issuer: metadata.annotations.cert-manager.io/cluster-issuer is "letsencrpyt": expected "letsencrypt".',
    ],
  ],
  [
    'one path only',
    [['Ingress/frontend', 'spec.rules.0.http.paths.0.path', '/app']],
    [
      'Ingress/frontend spec.rules.0.http.paths: The Ingress serves ["Prefix /app"]: expected every path, as "Prefix /".',
    ],
  ],
])

mistakes(entrance, 'minikube', [
  [
    'another node port',
    [['Service/frontend-node-port', 'spec.ports.0.nodePort', 30081]],
    ['Service/frontend-node-port spec.ports.0.nodePort: spec.ports.0.nodePort is 30081: expected 30080.'],
  ],
  ['no Ingress', [['Ingress/frontend', '']], ['The overlay has 0 of what "ingress" asks for: expected 1.']],
  [
    'an environment with another host as well',
    [
      ['environment', 'host', 'todo.test'],
      ['Ingress/frontend', 'spec.rules.0.host', 'todo.test'],
    ],
    [],
  ],
])
