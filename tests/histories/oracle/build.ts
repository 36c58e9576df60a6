import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, findKustomize, type Kustomize } from '../../../render/tools/kustomize.ts'
import { type Tree, textIn } from './tree.ts'

const REPOSITORY = join(import.meta.dirname, '../../..')

let found: Promise<Kustomize> | undefined

/** The kustomize that the tool is to find as well. */
export function kustomize(): Promise<Kustomize> {
  found ??= findKustomize('5.8.1', REPOSITORY)
  return found
}

const known = new Map<string, string>()

/** The manifests of an environment of a commit, by real kustomize and not by the tool's way to it. */
export async function manifestsOf(tree: Tree, environment: string, scratch: string): Promise<string> {
  const files = [...tree].filter(
    ([path]) => path.startsWith('base/') || path.startsWith(`overlays/${environment}/`),
  )
  const key = files.join()
  const before = known.get(key)
  if (before !== undefined) return before
  const folder = join(scratch, 'oracle')
  rmSync(folder, { recursive: true, force: true })
  for (const [path] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), textIn(tree, path) ?? '')
  }
  const { manifests } = await build(await kustomize(), join(folder, 'overlays', environment))
  known.set(key, manifests)
  return manifests
}
