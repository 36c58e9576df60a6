import { at, type Resource } from '../kubernetes/resource.ts'
import { text } from './lookup.ts'

/** When Argo CD applies a resource: the phase of the sync, and the wave within it. */
export interface Moment {
  readonly phase: number
  readonly wave: number
}

const PHASES = ['PreSync', 'Sync', 'PostSync'] as const
export const WAVE = 'argocd.argoproj.io/sync-wave'
export const HOOK = 'argocd.argoproj.io/hook'

/**
 * When a resource is applied; nothing if that isn't part of a sync that succeeds (SyncFail, PostDelete, Skip).
 *
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function momentOf(resource: Resource): Moment | undefined {
  const phase = isHook(resource)
    ? PHASES.findIndex((each) => hooksOf(resource).includes(each))
    : PHASES.indexOf('Sync')
  // What is no whole number, Argo CD reads as 0.
  const annotation = text(at(resource, 'metadata', 'annotations', WAVE)) ?? ''
  return phase < 0 ? undefined : { phase, wave: /^[-+]?[0-9]+$/.test(annotation) ? Number(annotation) : 0 }
}

export const isHook = (resource: Resource): boolean => hooksOf(resource).length > 0

const hooksOf = (resource: Resource): string[] =>
  (text(at(resource, 'metadata', 'annotations', HOOK)) ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')

export const isAfter = (a: Moment, b: Moment): boolean =>
  a.phase > b.phase || (a.phase === b.phase && a.wave > b.wave)

/** As in `Sync, wave 2`. */
export const showMoment = ({ phase, wave }: Moment): string => `${PHASES[phase]}, wave ${wave}`
