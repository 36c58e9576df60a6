import { expect, test } from 'vitest'
import { RENAMED } from '../../render/verify/renamed.ts'
import { RULES } from '../../render/verify/rules.ts'
import { UNUSED_EXCEPTION, verify } from '../../render/verify/verify.ts'
import { changed } from './mistakes.ts'

const ids = [...RULES, UNUSED_EXCEPTION].map(({ id }) => id)

test('a former name means a rule that exists, and is the name of none', () => {
  for (const [former, now] of Object.entries(RENAMED)) {
    expect(ids).toContain(now)
    expect(ids).not.toContain(former)
  }
})

test('an exception under a former name covers what it covered, with a warning that names the new one', async () => {
  const reason = 'The cluster has another class for now.'
  const subject = await changed('minikube', [
    ['Ingress/frontend', 'spec.ingressClassName', 'other'],
    ['environment', 'exceptions', [{ rule: 'entrance', reason }]],
  ])
  const rules = RULES.filter(({ id }) => id === 'matches-definition')
  const findings = verify(subject, rules)
  expect(findings).toMatchObject([
    { rule: 'matches-definition', excepted: reason },
    {
      rule: 'unused-exception',
      severity: 'warning',
      message: 'The rule "entrance" was renamed to "matches-definition".',
      source: { file: 'environments/minikube/environment.yaml', path: ['exceptions', 0, 'rule'] },
    },
  ])
})
