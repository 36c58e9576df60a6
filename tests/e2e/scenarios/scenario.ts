import type { Pods } from '../../programs/go.ts'
import type { Api } from '../cluster/api.ts'
import type { Repository } from '../repository/repository.ts'

/** A program that a scenario may kill, as a crash would, and start again. */
interface Program {
  kill(): Promise<void>
  start(): Promise<void>
}

/** What a scenario works with. */
export interface Context {
  readonly api: Api
  readonly repository: Repository
  /** As the user would type it: without the kubeconfig. */
  kubectl(...args: string[]): Promise<string>
  readonly environment: string
  readonly application: string
  readonly namespace: string
  /** The cluster's name in fleet.yaml. */
  readonly cluster: string
  readonly pods: Pods
  /** Where people reach the frontend, from outside of the cluster. */
  readonly frontend: string
  /** Of the images that are built, by SERVICE:TAG; with real pods only. */
  readonly digests: Readonly<Record<string, string>>
  readonly repositoryServer: Program
  readonly gitServer: Program
  readonly applicationController: Program
  /** Argo CD's, which does not run yet. */
  readonly notifications: Program
}

export interface Scenario {
  readonly number: number
  readonly title: string
  /** What it doesn't show. */
  readonly notExercised: readonly string[]
  /** What it doesn't show besides, where pods are pretended. */
  readonly pretended?: readonly string[]
  /** Without them it does not run. */
  readonly needs?: 'real pods' | 'pretended pods'
  /** @returns what was seen, a line each. @throws if something else was seen. */
  run(context: Context): Promise<string[]>
}

/** Whether a scenario can show anything with such pods. */
export const canRun = ({ needs }: Pick<Scenario, 'needs'>, pods: Pods): boolean =>
  needs === undefined || needs === (pods === 'real' ? 'real pods' : 'pretended pods')

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
