import { routeBackend } from '../../../../render/verify/rules/network/route-backend.ts'
import { type Draft, drop, same, set, testRule } from '../../rule-cases.ts'

const BACKEND = 'spec.rules.0.http.paths.0.backend.service'
const SERVICES = 'Known: ai-agent, backend, frontend, mcp-server.'

const route = (backend: object) => (draft: Draft) => {
  draft.resources.push({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'frontend' },
    spec: { rules: [{ backendRefs: [backend] }] },
  })
}

testRule(routeBackend, {
  catches: [
    [
      'a misspelt Service',
      'production',
      (draft) => set(draft, 'Ingress/frontend', `${BACKEND}.name`, 'frontent'),
      [['Ingress/frontend', `${BACKEND}.name`, 'Service "frontent" not found. Did you mean "frontend"?']],
    ],
    [
      'a misspelt port',
      'production',
      (draft) => set(draft, 'Ingress/frontend', `${BACKEND}.port.name`, 'web'),
      [
        [
          'Ingress/frontend',
          `${BACKEND}.port.name`,
          'Service/frontend has no port "web". Known: "http" 3000, "metrics" 3001.',
        ],
      ],
    ],
    [
      'a number that the Service has not',
      'production',
      (draft) => set(draft, 'Ingress/frontend', `${BACKEND}.port`, { number: 80 }),
      [
        [
          'Ingress/frontend',
          `${BACKEND}.port.number`,
          'Service/frontend has no port 80. Known: "http" 3000, "metrics" 3001.',
        ],
      ],
    ],
    [
      'the default of an Ingress',
      'production',
      (draft) => set(draft, 'Ingress/frontend', 'spec.defaultBackend', { service: { name: 'sorry' } }),
      [['Ingress/frontend', 'spec.defaultBackend.service.name', `Service "sorry" not found. ${SERVICES}`]],
    ],
    [
      'an HTTPRoute to a Service that is not there',
      'production',
      route({ name: 'web', port: 3000 }),
      [['HTTPRoute/frontend', 'spec.rules.0.backendRefs.0.name', `Service "web" not found. ${SERVICES}`]],
    ],
    [
      'an HTTPRoute to a port that is not there',
      'production',
      route({ name: 'frontend', port: 80 }),
      [
        [
          'HTTPRoute/frontend',
          'spec.rules.0.backendRefs.0.port',
          'Service/frontend has no port 80. Known: "http" 3000, "metrics" 3001.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['an environment without a door', 'production', (draft) => drop(draft, 'Ingress/frontend')],
    [
      'the number of the port',
      'production',
      (draft) => set(draft, 'Ingress/frontend', `${BACKEND}.port`, { number: 3000 }),
    ],
    ['an HTTPRoute to the frontend', 'production', route({ name: 'frontend', port: 3000 })],
    [
      "an HTTPRoute to another namespace's Service",
      'production',
      route({ name: 'sorry', namespace: 'shared', port: 80 }),
    ],
    [
      'an HTTPRoute to something else than a Service',
      'production',
      route({ group: 'example.com', kind: 'Bucket', name: 'assets' }),
    ],
  ],
})
