import { defined } from '../component/manifest.ts'
import type { Environment } from '../environment/environment.ts'
import type { Kustomization } from './overlay.ts'

/** The component that names the images and nothing else, so that a new version changes one small file. */
export const planRelease = ({ release, services }: Environment, registry: string): Kustomization => ({
  apiVersion: 'kustomize.config.k8s.io/v1alpha1',
  kind: 'Component',
  images: Object.keys(services).flatMap((name) => {
    const image = release[name]
    return image
      ? [defined({ name, newName: `${registry}/${name}`, newTag: image.tag, digest: image.digest })]
      : []
  }),
})
