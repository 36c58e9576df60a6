import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { IS_COPY, ROOT, SYSTEM } from '../support/root.ts'
import { type Built, buildManifests } from './build-manifests.ts'

/** What there is to check: this repository's own output, and what people wrote in it. */
export interface Material extends Built {
  /** Every file that git knows or would take, by its path from the root; not those of the system before a copy's. */
  readonly files: readonly string[]
  /** A clone without its history. */
  readonly shallow: boolean
}

/**
 * Builds the manifests and lists the files of the repository at `root`.
 *
 * @throws {KustomizeError} if there is no kustomize, or if an overlay doesn't build. @throws if git fails.
 */
export async function gather(root: string): Promise<Material> {
  const git = async (...args: string[]) => (await execa('git', args, { cwd: root })).stdout
  const listed = await git('ls-files', '-z', '--cached', '--others', '--exclude-standard')
  const isKept = (path: string) => IS_COPY && join(ROOT, path).startsWith(`${SYSTEM}/`)
  return {
    ...(await buildManifests(root)),
    files: listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)) && !isKept(path)),
    shallow: (await git('rev-parse', '--is-shallow-repository')) === 'true',
  }
}
