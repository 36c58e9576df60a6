import { describe, expect, test } from 'vitest'
import { manifestValidator } from '../../render/kubernetes/schema/validator.ts'
import { good, goodKinds } from './schema-good.ts'
import { mistakes, stepsOf, withMistake } from './schema-mistakes.ts'
import { right } from './schema-right.ts'
import { schemasOf } from './schemas-of.ts'

// A kube-apiserver 1.36 refused each mistake that schema-mistakes.ts doesn't call stricter, and took each good manifest.

const validate = manifestValidator(schemasOf('1.36'))

test.each(goodKinds())('a good %s passes', (kind) => expect(validate(good(kind))).toEqual([]))

describe('a mistake in a good manifest is found, at its place', () => {
  const cases = mistakes.map((mistake) => [`${mistake[0]} ${mistake[1]}: ${mistake[3]}`, mistake] as const)
  test.each(cases)('%s', (_, mistake) => {
    const [, path, , message, reported = path] = mistake
    const expected =
      typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message)
    const at = expect.stringMatching(/^(key|value)$/)
    expect(validate(withMistake(mistake))).toContainEqual({ path: stepsOf(reported), at, message: expected })
  })
})

test('one mistake is said once, but where it makes two things wrong', () => {
  const several = mistakes.filter((mistake) => validate(withMistake(mistake)).length > 1)
  expect(several.map(([kind, path]) => `${kind} ${path}`)).toEqual([
    'Deployment spec.template.spec.volumes.0.emptydir',
    'Deployment spec.template.spec.terminationGracePeriodSeconds',
    'Deployment spec.template.spec.volumes.0.name',
    'NetworkPolicy spec.egress.0.to.0.ipBlock.cidr',
    'NetworkPolicy spec.egress.0.to.0.ipBlock.cidr',
    'HorizontalPodAutoscaler spec.maxReplicas',
    'Deployment spec.selector.matchExpressions',
    'Deployment spec.template.spec.volumes.1.name',
    'LimitRange spec.limits.0.type',
  ])
})

describe('what stands beside a mistake passes', () => {
  test.each(
    right.map((each) => [`${each[0]} ${each[1]}: ${JSON.stringify(each[2]) ?? 'gone'}`, each] as const),
  )('%s', (_, [kind, path, value]) => expect(validate(withMistake([kind, path, value, '']))).toEqual([]))
})
