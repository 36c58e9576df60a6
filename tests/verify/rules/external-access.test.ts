import { onlyFrontendExposed } from '../../../render/verify/rules/only-frontend-exposed.ts'
import { mistakes } from '../mistakes.ts'

const BACKEND = 'spec.rules.0.http.paths.0.backend.service.name'
const route = (spec: object, apiVersion = 'gateway.networking.k8s.io/v1', kind = 'HTTPRoute') => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  spec,
})
const to = (name: string, more: object = {}) => ({ name, port: 8000, ...more })

mistakes(onlyFrontendExposed, 'minikube', [
  [
    'the backend on a node port',
    [['Service/backend', 'spec.type', 'NodePort']],
    [
      "Service/backend spec.type: Service backend is of type NodePort: expected ClusterIP, as it is not only the frontend's.",
    ],
  ],
  [
    'a node port of the frontend that leads to the backend',
    [['Service/frontend-node-port', ['spec', 'selector', 'app.kubernetes.io/name'], 'backend']],
    [
      "Service/frontend-node-port spec.type: Service frontend-node-port is of type NodePort: expected ClusterIP, as it is not only the frontend's.",
    ],
  ],
  [
    'a node port for all pods',
    [['Service/frontend-node-port', 'spec.selector', { environment: 'minikube' }]],
    [
      "Service/frontend-node-port spec.type: Service frontend-node-port is of type NodePort: expected ClusterIP, as it is not only the frontend's.",
    ],
  ],
  ['a load balancer for the frontend', [['Service/frontend', 'spec.type', 'LoadBalancer']], []],
  [
    'a name for something outside',
    [['Service/frontend', 'spec.type', 'ExternalName']],
    [
      "Service/frontend spec.type: Service frontend is of type ExternalName: expected ClusterIP, as it is not only the frontend's.",
    ],
  ],
  [
    'addresses from outside',
    [['Service/frontend', 'spec.externalIPs', ['203.0.113.1']]],
    [
      'Service/frontend spec.externalIPs: Service frontend answers at addresses from outside: expected no externalIPs.',
    ],
  ],
  ['no addresses from outside', [['Service/frontend', 'spec.externalIPs', []]], []],
  [
    'an Ingress to the backend',
    [['Ingress/frontend', BACKEND, 'backend']],
    [`Ingress/frontend ${BACKEND}: It leads to Service backend: expected a Service of the frontend.`],
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
      'Ingress/frontend spec.defaultBackend.service.name: It leads to Service mcp-server: expected a Service of the frontend.',
    ],
  ],
  [
    'an Ingress to a resource',
    [['Ingress/frontend', 'spec.defaultBackend', { resource: { kind: 'Bucket', name: 'files' } }]],
    [
      'Ingress/frontend spec.defaultBackend: It leads to resource "files": expected a Service of the frontend.',
    ],
  ],
  [
    'an Ingress to the other Service of the frontend',
    [['Ingress/frontend', BACKEND, 'frontend-node-port']],
    [],
  ],
  [
    'a route to the backend',
    [['HTTPRoute/x', '', route({ rules: [{ backendRefs: [to('frontend'), to('backend')] }] })]],
    [
      'HTTPRoute/x spec.rules.0.backendRefs.1: It leads to Service backend: expected a Service of the frontend.',
    ],
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
      'TCPRoute/x spec.rules.0.backendRefs.0: It leads to Service frontend in namespace other: expected a Service of the frontend.',
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
      'HTTPRoute/x spec.rules.0.filters.0.requestMirror.backendRef: It leads to Service backend: expected a Service of the frontend.',
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
    [
      'IngressRoute/x spec.routes.0.services.0: It leads to Service backend: expected a Service of the frontend.',
    ],
  ],
  [
    'a route to the frontend',
    [['HTTPRoute/x', '', route({ rules: [{ backendRefs: [to('frontend')] }] })]],
    [],
  ],
])
