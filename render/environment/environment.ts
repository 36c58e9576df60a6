import type { EnvironmentDefinition, Fleet, Holds, Release, ServiceDefinition } from './schema.ts'

/** One environment as people wrote it: its folder's name and its files, each valid by itself. */
export interface Definition {
  readonly name: string
  readonly environment: EnvironmentDefinition
  readonly release: Release
  /** What holds.yaml says, if there is one. Nothing is rendered from it. */
  readonly holds?: Holds
}

/** An environment with every default filled in: what the plan is made from. */
export interface Environment
  extends Omit<EnvironmentDefinition, 'namespace' | 'revision' | 'sync' | 'services' | 'components'> {
  readonly name: string
  readonly namespace: string
  readonly revision: string
  readonly retain: boolean
  readonly sync: { readonly automated: boolean; readonly prune: boolean; readonly selfHeal: boolean }
  /** The services that run here. */
  readonly services: Readonly<Record<string, ServiceDefinition>>
  /** The values of every component that is on. */
  readonly components: Readonly<Record<string, unknown>>
  readonly release: Release['services']
}

/** Fills in the defaults that `schema.ts` documents. `services` are all that base has, in its order. */
export function withDefaults(
  definition: Definition,
  services: readonly string[],
  fleet: System,
): Environment {
  const { name, environment, release } = definition
  return {
    ...environment,
    name,
    namespace: namespaceOf(definition, fleet),
    revision: environment.revision ?? 'main',
    retain: environment.retain ?? false,
    sync: { automated: true, prune: true, selfHeal: true, ...environment.sync },
    services: Object.fromEntries(
      enabledIn(environment, services).map((service) => [service, environment.services?.[service] ?? {}]),
    ),
    components: environment.components ?? {},
    release: release.services,
  }
}

/** Whether an environment runs a service: all of base, but for those that it leaves out. */
export const isEnabled = ({ services }: EnvironmentDefinition, service: string): boolean =>
  !(isMap(services) && Object.hasOwn(services, service)) || services[service]?.enabled !== false

/** Those of some services that an environment runs, in their order. */
export const enabledIn = (environment: EnvironmentDefinition, services: readonly string[]): string[] =>
  services.filter((service) => isEnabled(environment, service))

const isMap = <T extends object>(value: T | undefined): value is T =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type System = Pick<Fleet, 'system'>

/** An environment's name in a cluster that other systems share: of its Application and AppProject. */
export const qualifiedName = ({ system }: System, environment: string): string => `${system}-${environment}`

/** The namespace of an environment; by default its qualified name. */
export const namespaceOf = ({ name, environment }: Definition, fleet: System): string =>
  environment.namespace ?? qualifiedName(fleet, name)

export type Cluster = Fleet['clusters'][string]

/** The API server's address inside of its cluster. */
export const IN_CLUSTER = 'https://kubernetes.default.svc'

/** Whether a cluster's Argo CD runs in it; else it runs in another one. */
export const hasOwnArgocd = ({ server }: Cluster): boolean => server === IN_CLUSTER

/** Where Argo CD runs in a cluster, said or by default. */
export const argocdNamespace = (cluster: Cluster): string => cluster.argocd.namespace ?? 'argocd'

export const environmentFile = (name: string): string => `environments/${name}/environment.yaml`
export const releaseFile = (name: string): string => `environments/${name}/release.yaml`
export const holdsFile = (name: string): string => `environments/${name}/holds.yaml`
export const FLEET_FILE = 'environments/fleet.yaml'
