import { join } from 'node:path'
import { readResources } from '../render/kubernetes/read.ts'
import { at, isKind, items } from '../render/kubernetes/resource.ts'
import { build, findKustomize } from '../render/tools/kustomize.ts'
import { describe } from './repository.ts'
import type { World } from './world.ts'

/** The ports of the node that the environment's Services open. @throws {KustomizeError}. */
export async function nodePortsOf({ root, source, target }: World): Promise<number[]> {
  const { kustomize: version } = describe(source, target).cluster.argocd
  const kustomize = await findKustomize(version, root)
  const { manifests } = await build(kustomize, join(source, 'overlays', target.environment))
  return readResources(manifests)
    .filter(isKind('Service'))
    .flatMap((service) => items(at(service, 'spec', 'ports')))
    .map((port) => at(port, 'nodePort'))
    .filter((port) => typeof port === 'number')
}
