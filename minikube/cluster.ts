import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from './repository.ts'
import type { World } from './world.ts'

/** What Minikube knows of its cluster. */
export interface Profile {
  readonly running: boolean
  readonly kubernetes: string
  readonly cni: string
}

/** The cluster of the target's profile; undefined if there is none. @throws {ToolError}. */
export async function profile({ run, target }: Pick<World, 'run' | 'target'>): Promise<Profile | undefined> {
  const text = await run('minikube', ['profile', 'list', '--output', 'json'])
  const { valid = [], invalid = [] } = JSON.parse(text) as Partial<Record<'valid' | 'invalid', Listed[]>>
  const found = [...valid, ...invalid].find(({ Name }) => Name === target.cluster)
  if (!found) return undefined
  const { KubernetesVersion = 'unknown', CNI = '' } = found.Config?.KubernetesConfig ?? {}
  // Later versions say OK where earlier ones said Running.
  return {
    running: /^(OK|Running)$/.test(found.Status ?? ''),
    kubernetes: KubernetesVersion,
    cni: CNI || 'auto',
  }
}

interface Listed {
  readonly Name: string
  readonly Status?: string
  readonly Config?: { readonly KubernetesConfig?: { KubernetesVersion?: string; CNI?: string } }
}

/*
 * Whether the cluster is this command's, so that `down` never deletes another one. It is noted before the cluster is
 * started, for a start that is killed, and with the cluster's identity once that is known.
 */

const STARTING = 'starting'

const markerOf = ({ state }: World): string => join(state, 'cluster')

export function recordStart(world: World, uid = STARTING): void {
  mkdirSync(world.state, { recursive: true, mode: 0o700 })
  writeFileSync(markerOf(world), uid)
}

export const clearStart = (world: World): void => rmSync(markerOf(world), { force: true })

/** Notes the identity of the cluster that this command started. */
export async function recordIdentity(world: World): Promise<void> {
  if (readText(markerOf(world)) === STARTING) recordStart(world, await identity(world))
}

/** @returns false for a cluster that was there before, or that was made anew since. */
export async function isOurs(world: World, { running }: Profile): Promise<boolean> {
  const noted = readText(markerOf(world))
  if (noted === undefined || noted === STARTING || !running) return noted !== undefined
  return noted === (await identity(world))
}

const identity = ({ kubectl }: World): Promise<string> =>
  kubectl(['get', 'namespace', 'kube-system', '--output', 'jsonpath={.metadata.uid}'])
