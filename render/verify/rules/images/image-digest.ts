import { releaseFile } from '../../../environment/environment.ts'
import { type Image, imagesOf, serviceOf } from '../../images.ts'
import { show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const imageDigest: Rule = {
  id: 'image-digest',
  severity: 'error',
  needs: ['release'],
  title: 'Every image from the registry in fleet.yaml is referenced by digest, except in a local cluster.',
  why: 'A tag can be moved: only the digest proves that this environment runs what the previous one ran. Images loaded into a local cluster have no digest. https://kubernetes.io/docs/concepts/containers/images/#image-names',
  remediation:
    'Run `npm run bump` from the build that publishes the image: it writes the tag with its digest.',
  *check(subject) {
    const { cluster, environment } = subject
    if (cluster.local) return
    const bare = new Map<string, Image>()
    for (const image of imagesOf(subject)) {
      const service = serviceOf(image, subject)
      if (service !== undefined && image.digest === undefined && !bare.has(service)) bare.set(service, image)
    }
    // The migration runs the image of its service: it is said once.
    for (const [service, { resource, path, reference }] of bare)
      yield {
        resource,
        path,
        message: `Image ${show(reference)} has no digest: expected ${show(`${reference}@sha256:...`)}.`,
        source: { file: releaseFile(environment.name), path: ['services', service], at: 'key' },
      }
  },
}
