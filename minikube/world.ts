import { join, resolve } from 'node:path'
import { cacheFolder } from '../render/cache/folder.js'
import { type Kubectl, kubectlFor } from '../render/tools/kubectl.ts'
import { type Target, targetOf } from './repository.ts'
import { commandLine, run as runProgram } from './run.ts'

export interface UpOptions {
  /** The environment; defaults to the only one on a local cluster. */
  readonly environment?: string
  /** Sync what is on disk, through a git server in the cluster. */
  readonly fromWorkingTree?: boolean
  /** Gigabytes for the cluster. */
  readonly memory: number
  /** Where Argo CD's manifests come from; defaults to its release on GitHub. */
  readonly argocdManifest?: string
  /** Seconds to wait for Argo CD and for the system. */
  readonly timeout: number
  readonly dryRun?: boolean
}

/** What the steps act on: this machine and the cluster. Only here are programs started. */
export interface World {
  readonly root: string
  readonly options: UpOptions
  readonly target: Target
  /** A folder of the user's cache that belongs to this command. */
  readonly state: string
  /** The repository that is synced: the working tree, or the copy of it that the cluster's git server serves. */
  readonly source: string
  readonly run: (command: string, args: readonly string[]) => Promise<string>
  readonly minikube: (...args: string[]) => Promise<string>
  readonly kubectl: (args: readonly string[], input?: string) => Promise<string>
  /** Tells what is going on, where someone watches. */
  readonly tell: (line: string) => void
}

/** @throws {StepError} if there is no such environment. */
export function createWorld(folder: string, options: UpOptions, tell: (line: string) => void): World {
  const root = resolve(folder)
  const target = targetOf(root, options.environment)
  const state = join(cacheFolder(root), 'minikube', target.cluster)
  let kubectl: Kubectl | undefined
  const run: World['run'] = (command, args) => runProgram(command, args, { onLine: tell })
  return {
    root,
    options,
    target,
    state,
    source: options.fromWorkingTree ? join(state, 'repository') : root,
    run,
    minikube: (...args) => run('minikube', [...args, '--profile', target.cluster]),
    kubectl: async (args, input) => {
      // Only once there is a cluster, the kubeconfig has its context.
      kubectl ??= await kubectlFor(target.cluster, root)
      return kubectl.run(args, input)
    },
    tell,
  }
}

export interface Action {
  /** As a person would type it, or what it does. */
  readonly show: string
  readonly run: () => Promise<unknown>
}

/** Runs a program as an action of a step. */
export const program = (world: World, command: string, args: readonly string[]): Action => ({
  show: commandLine(command, args),
  run: () => world.run(command, args),
})

export const minikube = (world: World, ...args: string[]): Action =>
  program(world, 'minikube', [...args, '--profile', world.target.cluster])

/** @param input goes to stdin. */
export const kubectl = (world: World, args: readonly string[], input?: () => string): Action => ({
  show: commandLine('kubectl', ['--context', world.target.cluster, ...args]),
  run: () => world.kubectl(args, input?.()),
})

/** Looks again and again until something holds. @returns false if the seconds ran out first. */
export async function until(
  { options: { timeout } }: World,
  holds: () => Promise<boolean>,
  pause = 2000,
): Promise<boolean> {
  const end = Date.now() + timeout * 1000
  for (;;) {
    if (await holds()) return true
    if (Date.now() >= end) return false
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
