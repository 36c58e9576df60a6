import { expect, test } from 'vitest'
import { redact } from '../../render/github/redact.ts'

test.each([
  ['as it is', 'a S3cret+/=token b', 'a [token] b'],
  ['in small letters', 'https://s3cret+/=token@host', 'https://[token]@host'],
  ['in capitals, in a URL', 'x=S3CRET%2B%2F%3DTOKEN', 'x=[token]'],
  ['another token', `GHP_${'A'.repeat(20)} and ghp_${'a'.repeat(20)}`, '[token] and [token]'],
  ['something like it', 's3cret/=token', 's3cret/=token'],
])('%s', (_, text, shown) => expect(redact(text, 'S3cret+/=token')).toBe(shown))

test('without a token, only what looks like one is hidden', () => expect(redact('abc', '')).toBe('abc'))
