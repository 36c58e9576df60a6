import { externalAccess } from '../../../../render/verify/rules/network/external-access.ts'
import { mistakes } from '../../mistakes.ts'

const BACKEND = 'spec.rules.0.http.paths.0.backend.service.name'
const route = (spec: object, apiVersion = 'gateway.networking.k8s.io/v1', kind = 'HTTPRoute') => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  spec,
})
const to = (name: string, more: object = {}) => ({ name, port: 8000, ...more })

mistakes(externalAccess, 'minikube', [
  [
    'the backend on a node port',
    [['Service/backend', 'spec.type', 'NodePort']],
    [
      'Service/backend spec.type: Service backend has type NodePort and exposes backend:8000; external: frontend:3000.',
    ],
  ],
  [
    'a node port of the frontend that leads to the backend',
    [['Service/frontend-node-port', ['spec', 'selector', 'app.kubernetes.io/name'], 'backend']],
    [
      'Service/frontend-node-port spec.type: Service frontend-node-port has type NodePort and exposes backend:8000; external: frontend:3000.',
    ],
  ],
  [
    'a node port for all pods',
    [['Service/frontend-node-port', 'spec.selector', { environment: 'minikube' }]],
    [
      'Service/frontend-node-port spec.type: Service frontend-node-port has type NodePort and exposes ai-agent:8002, backend:8000, mcp-server:8001, postgres:http, migration:http, smoke-test:http; external: frontend:3000.',
    ],
  ],
  ['a load balancer for the frontend', [['Service/frontend', 'spec.type', 'LoadBalancer']], []],
  [
    'a name for something outside',
    [['Service/frontend', 'spec.type', 'ExternalName']],
    [
      'Service/frontend spec.type: Service frontend has type ExternalName and exposes another name; external: frontend:3000.',
    ],
  ],
  [
    'addresses from outside',
    [['Service/frontend', 'spec.externalIPs', ['203.0.113.1']]],
    ['Service/frontend spec.externalIPs: Service frontend has externalIPs; remove them.'],
  ],
  ['no addresses from outside', [['Service/frontend', 'spec.externalIPs', []]], []],
  [
    'an Ingress to the backend',
    [['Ingress/frontend', BACKEND, 'backend']],
    [`Ingress/frontend ${BACKEND}: It exposes backend:8000; external: frontend:3000.`],
  ],
  [
    'a default backend',
    [
      [
        'Ingress/frontend',
        'spec.defaultBackend',
        { service: { name: 'mcp-server', port: { number: 8001 } } },
      ],
    ],
    [
      'Ingress/frontend spec.defaultBackend.service.name: It exposes mcp-server:8001; external: frontend:3000.',
    ],
  ],
  [
    'an Ingress to a resource',
    [['Ingress/frontend', 'spec.defaultBackend', { resource: { kind: 'Bucket', name: 'files' } }]],
    ['Ingress/frontend spec.defaultBackend: It exposes resource "files"; external: frontend:3000.'],
  ],
  [
    'an Ingress to the other Service of the frontend',
    [['Ingress/frontend', BACKEND, 'frontend-node-port']],
    [],
  ],
  [
    'a route to the backend',
    [['HTTPRoute/x', '', route({ rules: [{ backendRefs: [to('frontend'), to('backend')] }] })]],
    ['HTTPRoute/x spec.rules.0.backendRefs.1: It exposes backend:8000; external: frontend:3000.'],
  ],
  [
    'a route to another namespace',
    [
      [
        'TCPRoute/x',
        '',
        route({ rules: [{ backendRefs: [to('frontend', { namespace: 'other' })] }] }, undefined, 'TCPRoute'),
      ],
    ],
    [
      'TCPRoute/x spec.rules.0.backendRefs.0: It exposes Service frontend in namespace other; external: frontend:3000.',
    ],
  ],
  [
    'a copy of the traffic',
    [
      [
        'HTTPRoute/x',
        '',
        route({
          rules: [{ filters: [{ type: 'RequestMirror', requestMirror: { backendRef: to('backend') } }] }],
        }),
      ],
    ],
    [
      'HTTPRoute/x spec.rules.0.filters.0.requestMirror.backendRef: It exposes backend:8000; external: frontend:3000.',
    ],
  ],
  [
    'a route of Traefik',
    [
      [
        'IngressRoute/x',
        '',
        route({ routes: [{ services: [to('backend')] }] }, 'traefik.io/v1alpha1', 'IngressRoute'),
      ],
    ],
    ['IngressRoute/x spec.routes.0.services.0: It exposes backend:8000; external: frontend:3000.'],
  ],
  [
    'a route to the frontend',
    [['HTTPRoute/x', '', route({ rules: [{ backendRefs: [to('frontend')] }] })]],
    [],
  ],
])
