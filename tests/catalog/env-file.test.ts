import { expect, test } from 'vitest'
import { envFileProblems } from '../../render/catalog/env-file.ts'
import { settingsIn } from '../../render/catalog/settings.ts'

const problems = (text: string): string[] =>
  envFileProblems('base/services/web/settings.env', text).map(
    ({ message, position }) => `${position?.line}: ${message}`,
  )

test('names, comments and values with any character are right', () => {
  const text = '# A=1\n\nLOG_LEVEL=info\n  URL=http://a?b=c#d\nEMPTY=\nwith.dot-and_more=1\r\n'
  expect(problems(text)).toEqual([])
  expect([...settingsIn(text).keys()]).toEqual(['LOG_LEVEL', 'URL', 'EMPTY', 'with.dot-and_more'])
})

test.each([
  ['export LOG_LEVEL=info', '1: "export" is not shell syntax here: write LOG_LEVEL=VALUE.'],
  ['A=1\nexport\tB=2', '2: "export" is not shell syntax here: write B=VALUE.'],
  ['LOG_LEVEL = info', '1: A space before "=" is part of the name: write LOG_LEVEL=VALUE.'],
  ['LOG LEVEL=info', '1: "LOG LEVEL" is not the name of a variable: use letters, digits, "_", "-" and ".".'],
  ['1A=info', '1: "1A" is not the name of a variable: use letters, digits, "_", "-" and ".".'],
  ['=info', '1: "" is not the name of a variable: use letters, digits, "_", "-" and ".".'],
  ['A=1\n# x\nA=2', '3: A is set twice: keep one.'],
  [
    'HOME',
    '1: "HOME" has no "=": kustomize would read its value from the environment of the build. Write NAME=VALUE.',
  ],
])('%s is refused', (text, problem) => expect(problems(text)).toEqual([problem]))
