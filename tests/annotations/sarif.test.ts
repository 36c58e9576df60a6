import { expect, test } from 'vitest'
import type { Annotation } from '../../render/annotations/annotation.ts'
import { sarifLog } from '../../render/annotations/sarif.ts'
import { flawsOf } from './sarif-flaws.ts'
import { STRINGS } from './strings.ts'

const rule = { id: 'r', severity: 'error', title: 'T.', why: 'W.', remediation: 'R.' } as const
const finding: Annotation = {
  rule: 'r',
  level: 'error',
  message: 'M.',
  file: 'a/b c#1.yaml',
  line: 3,
  column: 5,
}

test('a log is what the schema of SARIF 2.1.0 says', () => {
  expect(flawsOf(sarifLog([], [], true))).toEqual([])
  const log = sarifLog([finding, { rule: 'r', level: 'warning', message: 'no place' }], [rule], false)
  expect(flawsOf(log)).toEqual([])
  expect(flawsOf({ ...log, version: '2.0' })).not.toEqual([])
  expect(log).toMatchObject({
    runs: [
      {
        invocations: [
          {
            executionSuccessful: false,
            toolExecutionNotifications: [{ level: 'warning', message: { text: 'no place' } }],
          },
        ],
        results: [
          {
            ruleId: 'r',
            ruleIndex: 0,
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a/b%20c%231.yaml' },
                  region: { startLine: 3, startColumn: 5 },
                },
              },
            ],
          },
        ],
      },
    ],
  })
})

test.each(STRINGS)('whatever a manifest says, the log is sound and has no link of it: %j', (text) => {
  const log = sarifLog([{ ...finding, message: text, remediation: text, file: `${text}x` }], [rule], true)
  const read = JSON.parse(JSON.stringify(log))
  expect(flawsOf(read)).toEqual([])
  expect(read.runs[0].results[0].message.text).not.toContain('](')
  const { uri } = read.runs[0].results[0].locations[0].physicalLocation.artifactLocation
  expect(decodeURIComponent(uri)).toBe(`${text}x`)
  expect(new URL(uri, 'file:///root/').href.startsWith('file:///')).toBe(true)
})
