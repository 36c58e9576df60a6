import { nearest } from '../../../problem/nearest.ts'
import { imagesOf } from '../../images.ts'
import { show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

/** The registry apart: https://github.com/distribution/reference */
const NAME = /^([A-Za-z0-9.-]+(:[0-9]+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/

export const imageTag: Rule = {
  id: 'image-tag',
  severity: 'error',
  title: 'Every image has a tag other than "latest".',
  why: 'The running version is unknown, and a restarted pod may run another one. https://kubernetes.io/docs/concepts/containers/images/#image-names',
  remediation: 'Set a version as the tag.',
  *check(subject) {
    for (const { resource, path, reference, repository, tag } of imagesOf(subject)) {
      if (!NAME.test(repository))
        yield {
          resource,
          path,
          message: `Invalid image name ${show(reference)}: use lower-case letters, digits and . _ - between slashes.`,
        }
      if (tag !== undefined && tag !== '' && tag !== 'latest') continue
      const close = repository.includes('/') ? undefined : nearest(repository, subject.fleet.services)
      const hint = close === undefined || close === repository ? '' : ` Did you mean the service "${close}"?`
      const found = tag === 'latest' ? 'the tag "latest"' : 'no tag'
      yield {
        resource,
        path,
        message: `Image ${show(reference)} has ${found}; set a version.${hint}`,
      }
    }
  },
}
