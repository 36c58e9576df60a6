/** Two of them begin alike, and the first runs in two workloads: what a careless search for an image would mix up. */
export const SERVICES = ['api', 'api-jobs', 'web'] as const

export const ENVIRONMENTS = ['production', 'staging'] as const

export const REGISTRY = 'registry.example.com:5000/todo'

const kustomization = (resources: readonly string[], more = ''): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
${resources.map((each) => `  - ${each}\n`).join('')}${more}`

const template = (name: string, image: string): string => `  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: ${image}
          envFrom:
            - configMapRef:
                name: ${image}
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
`

const serviceFiles = (name: string): Record<string, string> => ({
  'kustomization.yaml': kustomization(
    name === 'api' ? ['deployment.yaml', 'migration.yaml'] : ['deployment.yaml'],
    `configMapGenerator:\n  - name: ${name}\n    envs: [settings.env]\n`,
  ),
  'settings.env': 'LOG_LEVEL=info\nLIMIT=5\n',
  'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
${template(name, name)}`,
  ...(name === 'api' && {
    'migration.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: migration
spec:
${template('migration', name)}      restartPolicy: Never
`,
  }),
})

/** A base with three tiny services, so that a build takes little; and the fleet. */
export const smallBase = (): Record<string, string> => ({
  ...Object.fromEntries(
    SERVICES.flatMap((name) =>
      Object.entries(serviceFiles(name)).map(([file, text]) => [`base/services/${name}/${file}`, text]),
    ),
  ),
  'base/platform/kustomization.yaml': kustomization(['namespace.yaml']),
  'base/platform/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: todo\n',
  'base/components/external-database/kustomization.yaml': kustomization(['network-policy.yaml']).replace(
    'v1beta1\nkind: Kustomization',
    'v1alpha1\nkind: Component',
  ),
  'base/components/external-database/component.ts': `import { addressRange, component, list, object } from '#engine'

export default component({
  description: 'The way to the database.',
  values: object({ addresses: list(addressRange('Where it is'), 'Where it is.') }),
})
`,
  'base/components/external-database/network-policy.yaml':
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: to-database\nspec:\n  podSelector: {}\n',
  'environments/fleet.yaml': `system: todo
repository: https://git.example.com/todo/gitops.git
registry: ${REGISTRY}
clusters:
  cloud:
    server: https://kubernetes.default.svc
    kubernetes: "1.36"
    argocd:
      version: 3.5.7
      kustomize: 5.8.1
`,
  ...Object.fromEntries(
    ENVIRONMENTS.map((name) => [
      `environments/${name}/environment.yaml`,
      'cluster: cloud\ncomponents:\n  external-database:\n    addresses:\n      - 192.0.2.0/24\n',
    ]),
  ),
})
