import { releaseFile } from '../../../environment/environment.ts'
import { suggest } from '../../../problem/nearest.ts'
import { imagesOf, releasedImage, serviceOf } from '../../images.ts'
import { show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const imageFromRelease: Rule = {
  id: 'image-from-release',
  severity: 'error',
  needs: ['release'],
  title: 'Every image from the registry in fleet.yaml is exactly the one in release.yaml.',
  why: 'Kustomize silently ignores an entry of `images` that matches no image: the cluster would run another version than release.yaml, and a promotion or rollback would move another one. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  remediation: "Use the service's bare name as image in base, then run `npm run render`.",
  *check(subject) {
    const { release, name } = subject.environment
    for (const image of imagesOf(subject)) {
      const service = serviceOf(image, subject)
      if (service === undefined) continue
      const { resource, path, reference } = image
      const expected = releasedImage(service, subject)
      if (expected === undefined) {
        const message = `${releaseFile(name)} has no image for ${show(service)}, which runs ${show(reference)}.${suggest(service, Object.keys(release))}`
        yield { resource, path, message }
      } else if (reference !== expected)
        yield {
          resource,
          path,
          message: `It runs ${show(reference)}: expected ${show(expected)} from ${releaseFile(name)}.`,
        }
    }
  },
}
