import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../render/cache/folder.ts'
import { type Kubectl, kubectlFor } from '../render/tools/kubectl.ts'
import { type Engine, findEngine } from './engine.ts'
import { PROFILE } from './pins.ts'
import { run as runProgram, commandLine } from './run.ts'
import type { Action } from './step.ts'

export interface UpOptions {
  /** Sync what is on disk, through a git server in the cluster. */
  readonly fromWorkingTree?: boolean
  readonly driver?: 'docker' | 'podman'
  /** Where Argo CD's manifests come from; defaults to its release on GitHub. */
  readonly argocdManifest?: string
  /** Seconds to wait for Argo CD. */
  readonly timeout: number
  readonly dryRun?: boolean
}

/** What the steps act on: this machine and the cluster. Only here are programs started. */
export interface World {
  readonly root: string
  readonly options: UpOptions
  /** A folder of the user's cache that belongs to this command. */
  readonly state: string
  /** The repository that is synced: the work tree, or the copy of it that the cluster's git server serves. */
  readonly source: string
  readonly engine: () => Promise<Engine>
  readonly run: (command: string, args: readonly string[], input?: string) => Promise<string>
  readonly minikube: (...args: string[]) => Promise<string>
  readonly kubectl: (args: readonly string[], input?: string) => Promise<string>
  /** Tells what is going on, where someone watches. */
  readonly tell: (line: string) => void
}

export function createWorld(root: string, options: UpOptions, tell: (line: string) => void): World {
  const state = join(cacheFolder(root), 'minikube')
  let engine: Promise<Engine> | undefined
  let kubectl: Kubectl | undefined
  const run: World['run'] = (command, args, input) =>
    runProgram(command, args, { onLine: tell, ...(input !== undefined && { input }) })
  return {
    root,
    options,
    state,
    source: options.fromWorkingTree ? repositoryIn(state) : root,
    engine: () => {
      engine ??= findEngine(options.driver)
      return engine
    },
    run,
    minikube: (...args) => run('minikube', [...args, '--profile', PROFILE]),
    kubectl: async (args, input) => {
      // Only once there is a cluster, the kubeconfig has its context.
      kubectl ??= await kubectlFor(PROFILE, root)
      return kubectl.run(args, input)
    },
    tell,
  }
}

export const repositoryIn = (state: string): string => join(state, 'repository')

export const isCloned = ({ source }: World): boolean => existsSync(join(source, '.git'))

/** Runs a program as an action of a step. */
export const program = (world: World, command: string, args: readonly string[]): Action => ({
  show: commandLine(command, args),
  run: () => world.run(command, args),
})

export const minikube = (world: World, ...args: string[]): Action =>
  program(world, 'minikube', [...args, '--profile', PROFILE])

/** @param input goes to stdin. @param what stands for it in what is shown. */
export const kubectl = (
  world: World,
  args: readonly string[],
  input?: () => string | Promise<string>,
): Action => ({
  show: commandLine('kubectl', ['--context', PROFILE, ...args]),
  run: async () => world.kubectl(args, await input?.()),
})
