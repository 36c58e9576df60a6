import { releaseFile } from '../../environment/environment.ts'
import { suggest } from '../../problem/nearest.ts'
import { imagesOf, releasedImage, serviceOf } from '../images.ts'
import { show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const imageFromRelease: Rule = {
  id: 'image-from-release',
  severity: 'error',
  needs: ['release'],
  title: 'Every image of ours is exactly the one that release.yaml names.',
  why: 'Kustomize says nothing when an entry of `images` matches no image: the cluster would run another version than release.yaml tells, and promoting or rolling back would move something else. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  remediation: "Write the service's bare name as image in base, and `npm run render`.",
  *check(subject) {
    const { release, name } = subject.environment
    for (const image of imagesOf(subject)) {
      const service = serviceOf(image, subject)
      if (service === undefined) continue
      const { resource, path, reference } = image
      const expected = releasedImage(service, subject)
      if (expected === undefined) {
        const message = `${releaseFile(name)} names no image of ${show(service)}, which runs as ${show(reference)}.${suggest(service, Object.keys(release))}`
        yield { resource, path, message }
      } else if (reference !== expected)
        yield {
          resource,
          path,
          message: `It runs ${show(reference)}: expected ${show(expected)}, as ${releaseFile(name)} says.`,
        }
    }
  },
}
