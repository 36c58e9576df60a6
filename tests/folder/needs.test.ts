import { expect, test } from 'vitest'
import { folderSubject, rulesForFolders } from '../../render/commands/folder/subject.ts'
import { NO_CUSTOM_KINDS } from '../../render/kubernetes/crd/definition.ts'
import { NEEDS, type Subject } from '../../render/verify/rule.ts'
import { RULES } from '../../render/verify/rules.ts'
import { verify } from '../../render/verify/verify.ts'
import { subjectFor } from '../support/subject.ts'

/** An object whose facts can be read by these names only. */
const only = <T extends object>(facts: T, allowed: readonly (keyof T)[]): T =>
  new Proxy(facts, {
    get(target, key) {
      if (!allowed.includes(key as keyof T)) throw new Error(`asks for ${String(key)}`)
      return target[key as keyof T]
    },
  })

test.each(['minikube', 'staging', 'production'])(
  'a rule that declares no need finds the same in %s without what a folder lacks',
  async (name) => {
    const own = await subjectFor(name)
    const { apply } = rulesForFolders(RULES)
    const { namespace } = own.environment
    const bare = folderSubject(
      { name, namespace, resources: own.resources },
      own.cluster.kubernetes,
      NO_CUSTOM_KINDS,
    )
    const guarded: Subject = {
      ...bare,
      environment: only(bare.environment, ['name', 'namespace', 'exceptions']),
      cluster: only(bare.cluster, ['kubernetes']),
      fleet: only(bare.fleet, ['programs', 'services']),
    }
    const found = verify(guarded, apply).filter(({ rule }) => rule !== 'container-user')
    expect(found).toEqual([])
  },
)

test('every need is one that is explained, and both kinds of rules are there', () => {
  const { apply, others } = rulesForFolders(RULES)
  expect(apply.length).toBeGreaterThan(50)
  expect(others.length).toBeGreaterThan(10)
  for (const { needs } of others) for (const need of needs) expect(Object.keys(NEEDS)).toContain(need)
})
