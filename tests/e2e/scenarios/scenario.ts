import type { Pods } from '../../programs/go.ts'
import type { Api } from '../cluster/api.ts'
import type { Usage } from '../cluster/usage.ts'
import type { Repository } from '../repository/repository.ts'

/** A program that a scenario may kill, as a crash would, and start again. */
interface Program {
  kill(): Promise<void>
  start(): Promise<void>
}

/** A cluster without Argo CD, beside the one that has it. */
export interface OtherCluster {
  /** As in fleet.yaml, and the context of its kubeconfig. */
  readonly cluster: string
  /** As Argo CD reaches it. */
  readonly server: string
  readonly kubeconfig: string
  /** Its keys and data; deleted when it starts. */
  readonly folder: string
  readonly api: Api
  readonly apiServer: Program
  stop(): Promise<void>
}

/** Argo CD and the git server, where they are processes of this machine. */
export interface Own {
  readonly logs: string
  readonly redis: { readonly host: string; readonly port: number }
  readonly repositoryServer: Program
  readonly gitServer: Program
  readonly applicationController: Program
  /** Argo CD's, which does not run yet. */
  readonly notifications: Program
  /** With pretended pods, whatever those of the first are. */
  startSecondCluster(): Promise<OtherCluster>
  /** What each part of Argo CD has used so far. */
  usage(): Promise<Readonly<Record<string, Usage>>>
}

/** The environment that is tried. */
export interface Tested {
  readonly environment: string
  readonly application: string
  readonly namespace: string
  /** As in fleet.yaml. */
  readonly cluster: string
}

export const TESTED: Tested = {
  environment: 'minikube',
  application: 'todo-minikube',
  namespace: 'todo-app',
  cluster: 'minikube',
}

/** What a scenario works with. */
export interface Context extends Tested {
  readonly api: Api
  readonly repository: Repository
  /** As the user would type it: without the kubeconfig. */
  kubectl(...args: string[]): Promise<string>
  readonly pods: Pods
  /** Where people reach the frontend, from outside of the cluster. */
  readonly frontend: string
  /** The addresses that pods get, as a range. */
  readonly podRange: string
  /** Of the images that are built, by SERVICE:TAG or by name; with real pods only. */
  readonly digests: Readonly<Record<string, string>>
  /** Of a cluster that was started here. */
  readonly own?: Own
  /** Copies a file into the folder that `--out` names, if there is one. */
  keep(name: string, file: string): void
}

/** What a scenario can't do without, as a summary says it. */
export type Need =
  | 'real pods'
  | 'pretended pods'
  | 'images of newer builds'
  | 'Argo CD started by this run'
  | 'an Ingress controller of this run'

export interface Scenario {
  readonly number: number
  readonly title: string
  /** What it doesn't show. */
  readonly notExercised: readonly string[]
  /** What it doesn't show besides, where pods are pretended. */
  readonly pretended?: readonly string[]
  readonly needs: readonly Need[]
  /** @returns what was seen, a line each. @throws if something else was seen. */
  run(context: Context): Promise<string[]>
}

/** What a scenario needs and a cluster does not offer. */
export const unmet = ({ needs }: Pick<Scenario, 'needs'>, offers: readonly Need[]): Need[] =>
  needs.filter((each) => !offers.includes(each))

/** @throws if the cluster was not started here: a scenario that asks needs that. */
export function ownOf({ own }: Context): Own {
  if (!own) throw new Error('Argo CD was not started by this run.')
  return own
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
