import { type Catalog, imagesIn } from '../catalog/catalog.ts'
import { defined } from '../component/manifest.ts'
import { componentsOf } from '../environment/components.ts'
import type { Environment } from '../environment/environment.ts'
import type { Kustomization } from './overlay.ts'

/** The component that names the images and nothing else, so that a new version changes one small file. */
export function planRelease(environment: Environment, catalog: Catalog, registry: string): Kustomization {
  const { release, services } = environment
  const running = { services: Object.keys(services), components: componentsOf(environment) }
  return {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    images: imagesIn(catalog, running).flatMap((name) => {
      const image = Object.hasOwn(release, name) ? release[name] : undefined
      return image
        ? [defined({ name, newName: `${registry}/${name}`, newTag: image.tag, digest: image.digest })]
        : []
    }),
  }
}
