import { execa } from 'execa'
import type { Kustomize } from '../../../render/tools/kustomize.ts'

/**
 * The peer: kustomize itself over the same overlays, as many at once as told, its output thrown away.
 *
 * @returns the seconds from the first start to the last end. @throws if a build fails.
 */
export async function bareKustomize(
  { command, args }: Kustomize,
  folders: readonly string[],
  parallel: number,
): Promise<number> {
  const waiting = [...folders]
  const worker = async (): Promise<void> => {
    for (let folder = waiting.shift(); folder; folder = waiting.shift())
      await execa(command, [...args, folder], { stdout: 'ignore' })
  }
  const start = process.hrtime.bigint()
  await Promise.all(Array.from({ length: parallel }, worker))
  return Number(process.hrtime.bigint() - start) / 1e9
}
