import { CONTROLLER } from './ingress-controller.ts'

/** An Ingress at NAME.test to a Service, which no environment renders. */
export const routeTo = (name: string, number: number): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: `e2e-${name}` },
  spec: {
    ingressClassName: CONTROLLER.className,
    rules: [
      {
        host: `${name}.test`,
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number } } } }],
        },
      },
    ],
  },
})

/** Lets the controller's namespace reach the backend. */
export const OPENED = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'e2e-from-ingress-controller' },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'backend' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': CONTROLLER.namespace } } },
        ],
      },
    ],
  },
} as const
