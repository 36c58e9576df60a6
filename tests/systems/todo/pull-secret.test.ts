import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RULES } from '../../../render/verify/rules.ts'
import { verify } from '../../../render/verify/verify.ts'
import { copyOfRepository, write } from '../../support/repository.ts'
import { subjectFor } from '../../support/subject.ts'

test.each(['minikube', 'staging'])('pull-secret: every ServiceAccount of %s pulls with it', async (name) => {
  const root = copyOfRepository()
  const file = `environments/${name}/environment.yaml`
  const text = readFileSync(join(root, file), 'utf8')
  write(root, { [file]: text.replace('components:\n', 'components:\n  pull-secret: {}\n') })
  const subject = await subjectFor(name, root)
  const accounts = subject.resources.filter(({ kind }) => kind === 'ServiceAccount')
  expect(accounts.length).toBeGreaterThan(4)
  for (const account of accounts) expect(account['imagePullSecrets']).toEqual([{ name: 'registry' }])
  // Without a way to make the Secret, a rule may say so; nothing else may be found.
  const open = verify(subject, RULES).filter(({ excepted }) => excepted === undefined)
  expect(open.filter(({ message }) => !message.includes('registry'))).toEqual([])
})
