import { posix } from 'node:path'
import { load } from 'js-yaml'
import { buildFolders, ORIGIN, TO_TREE, TRANSFORMATIONS, withTemporaryStage } from '../../build/folders.ts'
import { openCache } from '../../cache/cache.ts'
import { takeAnnotation, takeOrigin } from '../../folder/origin.ts'
import { readResources } from '../../kubernetes/read.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'
import { findKustomize } from '../../tools/kustomize.ts'
import type { Texts, Traced } from '../../why/layers.ts'
import { kustomizeVersions, sourceOfRendering } from '../build-all.ts'
import type { Rendering } from '../render-all.ts'

/** An environment as kustomize built it, with what it says of the way there. */
export interface TracedEnvironment {
  readonly traced: readonly Traced[]
  /** Every file that the build read, by path. */
  readonly texts: Texts
}

/**
 * Builds an environment in a temporary copy that asks kustomize for the origin of each resource and for every step.
 *
 * @throws {KustomizeError} if it can't be built or there is no kustomize, and what the file system throws.
 */
export async function traceEnvironment(
  root: string,
  rendering: Rendering,
  base: ReadonlyMap<string, string>,
  name: string,
): Promise<TracedEnvironment | { readonly error: string }> {
  const source = sourceOfRendering(rendering, base)
  const texts = new Map([
    ...source.base,
    ...[...source.overlays].filter(([path]) => path.startsWith(`overlays/${name}/`)),
  ])
  const kustomize = await findKustomize(kustomizeVersions(rendering).get(name) ?? '', root)
  const cache = openCache(root)
  const encoder = new TextEncoder()
  const read = (path: string) => encoder.encode(texts.get(path) ?? '')
  const wanted = [{ folder: `overlays/${name}`, paths: [...texts.keys()] }]
  const metadata = ['originAnnotations', 'transformerAnnotations']
  return withTemporaryStage(async (stage) => {
    for await (const build of buildFolders(wanted, read, { kustomize, cache, stage, metadata })) {
      if ('error' in build) return { error: build.error }
      return { traced: readResources(build.manifests).flatMap(tracedOf), texts }
    }
    return { error: 'nothing was built' }
  })
}

function tracedOf(built: Resource): Traced[] {
  const { resource: bare, text = '' } = takeAnnotation(built, TRANSFORMATIONS)
  const { resource, origin } = takeOrigin(bare, ORIGIN, TO_TREE)
  return origin ? [{ resource, origin, steps: stepsOf(text) }] : []
}

/** Each step once: a kustomization's patches are all of one kind, and told one by one further on. */
function stepsOf(annotation: string): { file: string; kind: string }[] {
  const steps = items(annotation === '' ? [] : load(annotation)).map((each) => ({
    file: posix.normalize(String(at(each, 'configuredIn'))).replace(TO_TREE, ''),
    kind: String(at(each, 'configuredBy', 'kind')),
  }))
  return [...new Map(steps.map((each) => [JSON.stringify(each), each])).values()]
}
