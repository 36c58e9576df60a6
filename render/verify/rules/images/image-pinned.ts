import { imagesOf, serviceOf } from '../../images.ts'
import { show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const imagePinned: Rule = {
  id: 'image-pinned',
  severity: 'error',
  needs: ['fleet'],
  title: 'Every image from another registry is pinned by digest.',
  why: 'The owner of the registry can move a tag: what runs would differ from what was reviewed. https://kubernetes.io/docs/concepts/containers/images/#image-names',
  remediation: 'Add the digest of the tag to the image in base: NAME:TAG@sha256:...',
  *check(subject) {
    for (const image of imagesOf(subject)) {
      const { resource, path, reference, digest } = image
      if (serviceOf(image, subject) !== undefined || isDigest(digest)) continue
      const message = `Image ${show(reference)} is not from ${subject.fleet.registry} and has no digest; add @sha256: and 64 hexadecimal digits.`
      yield { resource, path, message }
    }
  },
}

const isDigest = (digest: string | undefined): boolean => /^sha256:[0-9a-f]{64}$/.test(digest ?? '')
