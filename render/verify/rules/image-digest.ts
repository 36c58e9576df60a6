import { releaseFile } from '../../environment/environment.ts'
import { type Image, imagesOf, serviceOf } from '../images.ts'
import { show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const imageDigest: Rule = {
  id: 'image-digest',
  severity: 'error',
  needs: ['release'],
  title: 'Every image of ours is named by its digest, except in a local cluster.',
  why: 'A tag can be moved: only the digest says that this environment runs what the one before it ran. Images that are loaded into a local cluster have none. https://kubernetes.io/docs/concepts/containers/images/#image-names',
  remediation:
    'Let the build that publishes the image bump it: `npm run bump` writes the tag with its digest.',
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
        message: `The image ${show(reference)} has no digest: expected ${show(`${reference}@sha256:...`)}.`,
        source: { file: releaseFile(environment.name), path: ['services', service], at: 'key' },
      }
  },
}
