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
  readonly repositoryServer: Program
  readonly gitServer: Program
}

export interface Scenario {
  readonly number: number
  readonly title: string
  /** What it can't show with pods that are pretended. */
  readonly notExercised: readonly string[]
  /** @returns what was seen, a line each. @throws if something else was seen. */
  run(context: Context): Promise<string[]>
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
