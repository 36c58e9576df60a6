import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RULES } from '../../render/verify/rules.ts'
import { verify } from '../../render/verify/verify.ts'
import { ROOT } from '../support/repository.ts'
import { subjectFor } from '../support/subject.ts'

test.each(readdirSync(join(ROOT, 'overlays')))(
  'every rule holds in %s, but for what it excepts',
  async (name) => {
    const open = verify(await subjectFor(name, ROOT), RULES).filter(({ excepted }) => excepted === undefined)
    expect(open.map(({ rule, resource, message }) => `${rule} ${resource}: ${message}`)).toEqual([])
  },
)
