import { REGISTRY } from '../images/list.ts'
import { install, type Kubectl } from './install.ts'

/** As environments/minikube has them, which are those of Minikube's ingress-nginx. */
export const CONTROLLER = { namespace: 'ingress-nginx', className: 'nginx', name: 'traefik' } as const

const { namespace, className, name } = CONTROLLER
const RBAC = 'rbac.authorization.k8s.io'

/** What a chart sets on everything that it installs, and what finds the pods. */
const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': namespace }

const metadata = { name, namespace, labels }
const read = (apiGroup: string, ...resources: string[]) => ({
  ...{ apiGroups: [apiGroup], resources, verbs: ['list', 'watch'] },
})

/** Traefik in the place of ingress-nginx, whose class and annotations it serves. @param image by digest */
const manifests = (image: string): readonly object[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name, labels },
    // https://doc.traefik.io/traefik/v3.7/reference/install-configuration/providers/kubernetes/kubernetes-ingress-nginx/
    rules: [
      read('', 'services', 'secrets', 'configmaps', 'namespaces'),
      read('discovery.k8s.io', 'endpointslices'),
      read('networking.k8s.io', 'ingresses', 'ingressclasses'),
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
    ],
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name, labels },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: className, labels },
    spec: { controller: 'k8s.io/ingress-nginx' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              name,
              image,
              args: [
                '--entrypoints.web.address=:8000',
                '--ping=true',
                '--log.level=INFO',
                '--global.checknewversion=false',
                '--providers.kubernetesingressnginx=true',
                `--providers.kubernetesingressnginx.publishservice=${namespace}/${name}`,
                // A closed connection shows after this many seconds; ingress-nginx waits for 60.
                '--providers.kubernetesingressnginx.proxyconnecttimeout=3',
              ],
              ports: [{ name: 'web', containerPort: 8000 }],
              readinessProbe: { httpGet: { path: '/ping', port: 8080 }, periodSeconds: 1 },
              resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
              securityContext: {
                ...{ runAsUser: 65532, runAsNonRoot: true, readOnlyRootFilesystem: true },
                ...{ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
              },
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'web' }] },
  },
]

/** @param digest of the image in the run's registry. @returns once it is ready */
export async function installController(kubectl: Kubectl, digest: string): Promise<void> {
  const items = manifests(`${REGISTRY}/todo-e2e/${name}@${digest}`)
  await install(kubectl, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), CONTROLLER)
}

export async function removeController(kubectl: Kubectl): Promise<void> {
  for (const each of [`ingressclass/${className}`, `clusterrolebinding/${name}`, `clusterrole/${name}`])
    await kubectl('delete', each, '--ignore-not-found')
  await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=90s')
}
