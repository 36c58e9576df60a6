import { expect, test } from 'vitest'
import { RULES } from '../../render/verify/rules.ts'
import { verify } from '../../render/verify/verify.ts'
import { subjectFor } from '../support/subject.ts'

test.each(['minikube', 'staging', 'production'])(
  'every rule holds in %s, but for what it excepts',
  async (name) => {
    const open = verify(await subjectFor(name), RULES).filter(({ excepted }) => excepted === undefined)
    expect(open.map(({ rule, resource, message }) => `${rule} ${resource}: ${message}`)).toEqual([])
  },
)
