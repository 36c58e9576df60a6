import type { Kustomize } from '../../../render/tools/kustomize.ts'
import { type Timed, timed } from '../timed.ts'

/**
 * The peer: kustomize itself over the same overlays, as many at once as told, its output thrown away.
 *
 * @throws if a build fails.
 */
export const bareKustomize = (
  { command, args }: Kustomize,
  folders: readonly string[],
  parallel: number,
): Timed =>
  timed(['xargs', '-0', '-n', '1', '-P', String(parallel), command, ...args], { input: folders.join('\0') })
