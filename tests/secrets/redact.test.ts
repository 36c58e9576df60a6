import { expect, test } from 'vitest'
import { redactor } from '../../render/secrets/redact.ts'
import { withoutObjects } from '../../render/tools/kubectl-message.ts'

const SECRET = `p@ss"w\\ord's <&> 100% ütf+/=`
const LINES = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0B\n-----END KEY-----'
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Ways in which a server, a proxy or kubectl repeats a value. */
const ECHOES: Readonly<Record<string, (value: string) => string>> = {
  'as it is': (value) => value,
  'as JSON': (value) => JSON.stringify({ value }),
  'as JSON in JSON': (value) => JSON.stringify(JSON.stringify({ value })),
  'as Go writes JSON': (value) =>
    JSON.stringify(value).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  'in a URL': encodeURIComponent,
  'in a form': (value) => new URLSearchParams({ value }).toString(),
  'in YAML': (value) => `'${value.replaceAll("'", "''")}'`,
  'as a YAML block': (value) =>
    value
      .split('\n')
      .map((line) => `    ${line}\n`)
      .join(''),
  'as base64': base64,
  'as base64 for URLs': (value) => Buffer.from(value).toString('base64url'),
  'as base64, one byte in': (value) => base64(`x${value}y`),
  'as base64, two bytes in': (value) => base64(`xx${value}yy`),
  'as base64 within base64': (value) => base64(`{"data":{"k":"${base64(value)}"}}`),
  'as base64 in lines': (value) => base64(value).replace(/.{76}/g, '$&\n'),
  'as hexadecimal': (value) => Buffer.from(value).toString('hex'),
  'in capitals': (value) => value.toUpperCase(),
  'in small letters': (value) => value.toLowerCase(),
  'in capitals, in a URL': (value) => encodeURIComponent(value.toUpperCase()),
  'in small letters, as base64': (value) => base64(value.toLowerCase()),
  'in capitals, as base64 within base64': (value) => base64(base64(value.toUpperCase())),
  'as hexadecimal in capitals': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'cut off': (value) => value.slice(0, 20),
  'as base64, cut off': (value) => base64(value).slice(0, 21),
}

test.each(Object.entries(ECHOES))('a value that is repeated %s is hidden', (_, echo) => {
  for (const value of [SECRET, LINES, 'S3CRETvalue1234567890abcdefABCDEF']) {
    const shown = redactor([value])(`denied: ${echo(value)} (webhook)`)
    expect(shown).toMatch(/^denied: /)
    expect(shown).toMatch(/ \(webhook\)$/)
    expect(shown).toContain('[redacted]')
    // Nothing of it is left from eight characters on, wherever it begins.
    for (const form of [echo(value), ...value.split('\n')])
      for (let start = 0; start + 8 <= form.length; start++) {
        const part = form.slice(start, start + 8)
        if (value.includes(part) && !/^\s|"value|value=/.test(part)) expect(shown).not.toContain(part)
      }
  }
})

test('what is beside a value stays, and values beside each other leave one mark', () => {
  const hide = redactor(['abcdefghij', '0123456789'])
  expect(hide('a abcdefghij0123456789 b abcdefghij')).toBe('a [redacted] b [redacted]')
  expect(hide('abcdefghij')).toBe('[redacted]')
  expect(hide('nothing of that')).toBe('nothing of that')
})

test('a short value is hidden where it stands alone, as itself and as base64', () => {
  const hide = redactor(['7x'])
  expect(hide('value "7x" in 127x0')).toBe('value "[redacted]" in 127x0')
  expect(hide(`{"k":"${base64('7x')}"}`)).toBe('{"k":"[redacted]"}')
})

test('names that the user sees anyway stay readable', () => {
  const hide = redactor(['postgres://todo:pw123456@postgres.todo-staging.svc/todo'], ['todo-staging'])
  expect(hide('namespaces "todo-staging" not found')).toBe('namespaces "todo-staging" not found')
  expect(hide('refused postgres://todo:pw123456@postgres')).not.toContain('pw123456')
})

test('no value, nothing to hide', () => expect(redactor(['', ''])('as it was')).toBe('as it was'))

test.each([
  'error executing template: bad. raw data was:\n\t{"data":{"k":"c2VjcmV0"}}\n\tobject given to template engine was:\n\tmap[k:c2VjcmV0]',
  'denied: {"kind":"Secret","data":{"k":"c2VjcmV0","l":"eA=="}}',
  'denied: {\\"kind\\":\\"Secret\\",\\"stringData\\":{\\"k\\":\\"c2VjcmV0\\"}}',
  'denied: map[apiVersion:v1 data:map[k:c2VjcmV0] kind:Secret]',
  'exec: Authorization: Bearer c2VjcmV0c2VjcmV0',
  'token eyJhbGciOiJSUzI1NiJ9.c2VjcmV0.c2VjcmV0 expired',
])('an object or a token that kubectl quotes is left out: %s', (text) => {
  expect(withoutObjects(text)).not.toContain('c2VjcmV0')
  expect(withoutObjects(text).slice(0, 5)).toBe(text.slice(0, 5))
})
