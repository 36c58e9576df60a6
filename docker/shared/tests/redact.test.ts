import { redact } from '@todo/shared/redact'
import { expect, it } from 'vitest'

it.each([
  ['Authorization: Bearer abc.def-ghi=', 'Authorization: Bearer [redacted]'],
  ['{\\"authorization\\":\\"bearer abc\\"}', '{\\"authorization\\":\\"bearer [redacted]\\"}'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc-_1 refused', 'token [redacted token] refused'],
  [
    'connect postgresql://todo:pa@ss@db:5432/todo?sslmode=require failed',
    'connect postgresql://[redacted] failed',
  ],
  ['"postgres://u:p@h/d"', '"postgres://[redacted]"'],
  ['key sk-proj-0123456789abcdef', 'key [redacted key]'],
  ['{"a":{"password":"x\\"y","n":1}}', '{"a":{"password":"[redacted]","n":1}}'],
  ['{"set-cookie":["a=1","b=2"],"n":1}', '{"set-cookie":"[redacted]","n":1}'],
  ['KEY SK-PROJ-0123456789ABCDEF', 'KEY [redacted key]'],
  ['EYJHBGCIOIJIUZI1NIJ9.EYJZDWIIOIJ4IN0.ABC refused', '[redacted token] refused'],
  ['a task about keys and bears', 'a task about keys and bears'],
])('%s', (text, safe) => {
  expect(redact(text)).toBe(safe)
})

it('takes known secrets out wherever they stand', () => {
  expect(redact('xs3cretx s3cret', ['s3cret'])).toBe('x[redacted]x [redacted]')
  expect(redact('http://s.3+cret-host, S.3+CRET, s43+cret', ['S.3+cret'])).toBe(
    'http://[redacted]-host, [redacted], s43+cret',
  )
})
