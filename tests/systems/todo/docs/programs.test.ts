import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { programFiles, withVariables } from '../../../../render/environment/write-programs.ts'
import { ROOT } from '../../../support/repository.ts'

// What a service reads is declared once, in its settings.ts; programs.yaml is written from that.

test('every programs.yaml is what `npm run programs` writes', async () => {
  const files = await programFiles()
  expect(files.size).toBe(4)
  for (const [path, text] of files) expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text)
})

const BEFORE = `# Head.
api:
  user: 1001
  probes: { startup: /health }
  variables:
    LOG_LEVEL: text
    # Of the vault.
    TOKEN: secret keys API_TOKEN optional
    GONE: number 1..2
job:
  image: api
  variables: {}
`

test('variables are added, changed and removed; comments, Secrets and all else stay', () => {
  const written = withVariables(BEFORE, {
    api: {
      PORT: { form: 'number 1..9' },
      LOG_LEVEL: { form: 'one-of info warn' },
      TOKEN: { form: 'secret' },
      KEY: { form: 'secret', fallback: { value: undefined } },
    },
  })
  expect(written).toBe(`# Head.
api:
  user: 1001
  probes: { startup: /health }
  variables:
    PORT: number 1..9
    LOG_LEVEL: one-of info warn
    # Of the vault.
    TOKEN: secret keys API_TOKEN
    KEY: secret api optional
job:
  image: api
  variables: {}
`)
})

test('a program that programs.yaml lacks is an error', () =>
  expect(() => withVariables(BEFORE, { other: {} })).toThrow('there is no program "other"'))
