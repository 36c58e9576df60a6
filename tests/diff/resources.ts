import { diff } from '../../render/diff/diff.ts'
import type { Diff, DiffOptions, Side } from '../../render/diff/model.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'

/** A resource of a kind, with what a test says about it. */
export const resource = (kind: string, name: string, rest: object = {}): Resource => {
  const { metadata, ...others } = rest as { metadata?: object }
  return {
    apiVersion: VERSIONS[kind] ?? 'v1',
    kind,
    metadata: { name, namespace: 'todo', ...metadata },
    ...others,
  }
}

const VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  NetworkPolicy: 'networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ExternalSecret: 'external-secrets.io/v1',
  Application: 'argoproj.io/v1alpha1',
  AppProject: 'argoproj.io/v1alpha1',
}

/** A workload whose one container is safe, so that no test hears of anything but what it changes. */
export const workload = (
  kind: string,
  name: string,
  { pod = {}, container = {}, ...spec }: Workload = {},
): Resource =>
  resource(kind, name, {
    spec: {
      ...spec,
      template: {
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          ...pod,
          containers: [{ name, image: `registry/${name}:1.0.0`, securityContext: RESTRICTED, ...container }],
        },
      },
    },
  })

interface Workload {
  readonly pod?: object
  readonly container?: object
  readonly [field: string]: unknown
}

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
}

export const application = (rest: object = {}): Resource =>
  resource('Application', 'todo-dev', {
    metadata: { namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: {
      destination: { namespace: 'todo' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
      ...rest,
    },
  })

export const side = (resources: readonly Resource[], rest: Partial<Side> = {}): Side => ({
  cluster: 'cloud',
  resources: [application(), ...resources],
  deletionBudget: 0,
  revision: 'main',
  ...rest,
})

/** An environment of these resources in a namespace of its own. */
export const elsewhere = (namespace: string, resources: readonly Resource[]): Side => ({
  ...side([]),
  resources: [
    application({ source: { repoURL: 'git' }, destination: { namespace } }),
    ...resources.map((each) => ({ ...each, metadata: { ...each.metadata, namespace } })),
  ],
})

/** What changes in environment `dev` between two lists of resources. */
export const diffOf = (
  before: readonly Resource[],
  after: readonly Resource[],
  options?: DiffOptions,
): Diff =>
  diff(
    [{ name: 'dev', before: side(before), after: side(after), causes: { own: true, base: false } }],
    options,
  )

/** Every field that changes, as `kind/name path`. */
export const paths = (change: Diff): string[] =>
  change.environments.flatMap(({ changed }) =>
    changed.flatMap(({ id, fields }) => fields.map(({ path }) => `${id} ${path}`)),
  )

/** Every risk, as `severity id resource`. */
export const risks = ({ environments }: Diff): string[] =>
  environments.flatMap(({ risks }) =>
    risks.map(({ severity, id, resource }) => [severity, id, resource].filter(Boolean).join(' ')),
  )
