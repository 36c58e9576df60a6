import { releaseFile } from '../../../environment/environment.ts'
import { nearest } from '../../../problem/nearest.ts'
import { imagesOf, serviceOf } from '../../images.ts'
import { show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const releaseInUse: Rule = {
  id: 'release-in-use',
  severity: 'error',
  needs: ['release'],
  title: 'Every image in release.yaml is used by a workload.',
  why: 'A bump of an unused image would change nothing but look like a deployment.',
  remediation: "Use the service's bare name as image in base, or remove the entry.",
  *check(subject) {
    const { release, name } = subject.environment
    const images = imagesOf(subject)
    const used = images.map((image) => serviceOf(image, subject))
    for (const service of Object.keys(release)) {
      if (used.includes(service)) continue
      const close = nearest(
        service,
        images.map(({ repository }) => repository.split('/').at(-1) as string),
      )
      const message = `No workload runs the image of ${show(service)}.${close === undefined ? '' : ` Did you mean ${show(close)}?`}`
      yield { message, source: { file: releaseFile(name), path: ['services', service], at: 'key' } }
    }
  },
}
