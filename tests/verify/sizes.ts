import type { Way } from './rule-cases.ts'

type Size = readonly [resource: string, way: Way, value: unknown]

const bounds = (name: string, least: number, most: number): Size[] => [
  [`HorizontalPodAutoscaler/${name}`, 'spec.minReplicas', least],
  [`HorizontalPodAutoscaler/${name}`, 'spec.maxReplicas', most],
]
const replicas = (name: string, count: number): Size => [`Deployment/${name}`, 'spec.replicas', count]
const resources = (name: string, requests: object, limits: object): Size => [
  `Deployment/${name}`,
  'spec.template.spec.containers.0.resources',
  { requests, limits },
]
const pool = (name: string): Size => [`ConfigMap/${name}`, 'data.DATABASE_POOL_MAX', '5']

/** What people change every day, as the cases of the rules count with it: scaling a service breaks no test. */
export const SIZES: Readonly<Record<string, readonly Size[]>> = {
  minikube: [
    ...bounds('backend', 2, 4),
    replicas('ai-agent', 1),
    replicas('mcp-server', 1),
    pool('backend'),
    pool('mcp-server'),
    ['PersistentVolumeClaim/postgres-data', 'spec.resources.requests.storage', '1Gi'],
  ],
  production: [
    ...bounds('backend', 3, 10),
    ...bounds('frontend', 2, 10),
    replicas('ai-agent', 2),
    replicas('mcp-server', 2),
    pool('backend'),
    pool('mcp-server'),
    resources('backend', { cpu: '500m', memory: '512Mi' }, { cpu: '1', memory: '1Gi' }),
    resources('frontend', { cpu: '200m', memory: '256Mi' }, { cpu: '500m', memory: '512Mi' }),
  ],
}
