import { build, findKustomize, type Kustomize } from '../../render/tools/kustomize.ts'
import { ROOT } from './repository.ts'

/** The version that fleet.yaml names; a test holds that it still does. */
export const KUSTOMIZE_VERSION = '5.8.1'

let found: Promise<Kustomize> | undefined

/** Builds a folder with real kustomize; throws what kustomize says. */
export async function kustomizeBuild(folder: string): Promise<{ manifests: string; warnings: string }> {
  found ??= findKustomize(KUSTOMIZE_VERSION, ROOT)
  return build(await found, folder)
}
