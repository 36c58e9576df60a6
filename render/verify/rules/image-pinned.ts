import { imagesOf, serviceOf } from '../images.ts'
import { show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const imagePinned: Rule = {
  id: 'image-pinned',
  severity: 'error',
  needs: ['fleet'],
  title: "Somebody else's image is pinned by its digest.",
  why: 'Whoever owns the registry may move a tag: what was reviewed would not be what runs. https://kubernetes.io/docs/concepts/containers/images/#image-names',
  remediation: 'Add the digest of the tag to the image in base: NAME:TAG@sha256:...',
  *check(subject) {
    for (const image of imagesOf(subject)) {
      const { resource, path, reference, digest } = image
      if (serviceOf(image, subject) !== undefined || isDigest(digest)) continue
      const message = `The image ${show(reference)} is not from ${subject.fleet.registry} and has no digest: expected @sha256 and 64 digits.`
      yield { resource, path, message }
    }
  },
}

const isDigest = (digest: string | undefined): boolean => /^sha256:[0-9a-f]{64}$/.test(digest ?? '')
