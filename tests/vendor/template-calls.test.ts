import { expect, test } from 'vitest'
import { callsIn, reasonFor, withTraps } from '../../render/vendor/template-calls.ts'

const found = (template: string): string[] => callsIn(template).map(({ name, line }) => `${name}:${line}`)

test.each<[string, readonly string[]]>([
  ['password: {{ randAlphaNum 16 | b64enc }}', ['randAlphaNum:1']],
  ['a: 1\n{{- $s := (lookup "v1" "Secret" .Release.Namespace "x") }}', ['lookup:2']],
  ['{{ 16 | randAlphaNum }}{{ now | date "2006" }}', ['randAlphaNum:1', 'now:1', 'date:1']],
  ['{{ $ca := genCA "x" 365 }}{{ $ca.Cert }}', ['genCA:1']],
  ['{{ if\n  (uuidv4) }}', ['uuidv4:2']],
  ['{{ `}}` }}{{ uuidv4 }}', ['uuidv4:1']],
  // Fields, variables, texts, comments and what is outside of an action.
  ['{{ .Values.now }}{{ .now }}{{ $now }}{{ $.lookup }}', []],
  ['{{ "now" }}{{ `lookup` }}{{ printf "%s \\" now" 1 }}', []],
  ['{{/* {{ now }} */}}{{- /* lookup */ -}}', []],
  ['# now and lookup, and randAlphaNum\n{{ include "date" . }}', []],
  ['{{ nowadays }}{{ update }}', []],
  ['{{ now', ['now:1']],
  ['', []],
])('%j calls %j', (template, calls) => {
  expect(found(template)).toEqual(calls)
})

test('a trapped call fails where it is reached, wherever it stands', () => {
  const template = '{{ 16 | randAlphaNum }} {{ printf "%s" now }} {{ lookup "v1" "Secret" "a" "b" }}'
  const calls = callsIn(template)
  expect(withTraps(template, calls, ({ name }) => `~${name}~`)).toBe(
    '{{ 16 | printf (fail `~randAlphaNum~`) }} {{ printf "%s" (fail `~now~`) }} {{ printf (fail `~lookup~`) "v1" "Secret" "a" "b" }}',
  )
  expect(withTraps(template, calls, () => undefined)).toBe(template)
})

test('the reason is that of the function', () => {
  expect(reasonFor('genSelfSignedCert')).toBe('generates a new key or certificate each time')
  expect(reasonFor('date')).toBe('reads the clock')
  expect(reasonFor('lookup')).toMatch('reads the cluster')
})
