import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextLine, verifyLog } from '../../render/audit/chain.ts'
import { type Asked, type Entry, logOf } from '../../render/audit/entry.ts'

const PERSON = 'Ada.Lovelace@example.org'
const FILE = 'docs/audit/ada-lovelace-example-org.jsonl'

const asked = (prompt: string): Asked => ({
  ...{ event: 'asked', time: '2026-11-21T09:00:00.000Z', person: PERSON, environment: 'staging' },
  ...{ context: 'cloud', tool: 'kubectl-ai', arguments: [prompt], reason: 'Because of a test.', rights: [] },
})

/** A log of some operations, each asked and ended. */
function logOfPrompts(prompts: readonly string[]): string {
  let log = ''
  const add = (entry: Entry) => {
    const { line, hash } = nextLine(log, entry)
    log += line
    return hash
  }
  for (const prompt of prompts)
    add({ event: 'ended', time: '2026-11-21T09:00:01.000Z', of: add(asked(prompt)), exit: 0, seconds: 1 })
  return log
}

test('the log of a person is named after the address', () => {
  expect(logOf(PERSON)).toBe(FILE)
})

test('whatever was asked, the log is as it was written, and begins with what it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), fc.nat(), (prompts, cut) => {
      const log = logOfPrompts(prompts)
      const lines = log.split('\n').slice(0, -1)
      expect(lines).toHaveLength(prompts.length * 2)
      const before = lines
        .slice(0, cut % (lines.length + 1))
        .map((line) => `${line}\n`)
        .join('')
      expect(verifyLog(FILE, log, before)).toEqual([])
    }),
  )
})

describe('is found', () => {
  const log = logOfPrompts(['one', 'two', 'three'])
  const lines = log.split('\n')
  const without = (index: number) => lines.filter((_, at) => at !== index).join('\n')

  test.each<[string, string, { line: number; message: RegExp }]>([
    ['a changed prompt', log.replace('"two"', '"tow"'), { line: 3, message: /was changed: its hash/ }],
    ['a line taken out', without(2), { line: 3, message: /line before this one is missing/ }],
    ['the first line taken out', without(0), { line: 1, message: /line before this one is missing/ }],
    [
      'two lines swapped',
      [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n'),
      { line: 2, message: /line before/ },
    ],
    ['something else', `${log}not json\n`, { line: 7, message: /not an entry/ }],
    ['a number', `${log}7\n`, { line: 7, message: /not an entry/ }],
    ['half a line', log.slice(0, -1), { line: 6, message: /cut off/ }],
  ])('%s', (_, changed, expected) => {
    expect(verifyLog(FILE, changed)).toContainEqual({
      line: expected.line,
      message: expect.stringMatching(expected.message),
    })
  })

  test('an entry of someone else, however well it is chained', () => {
    expect(verifyLog('docs/audit/bob.jsonl', log)[0]).toMatchObject({
      line: 1,
      message: expect.stringContaining(PERSON),
    })
  })

  test('the end of a request that is not in the log', () => {
    const end = nextLine(log, { event: 'ended', time: 't', of: 'f'.repeat(64), exit: 0, seconds: 0 })
    expect(verifyLog(FILE, log + end.line)).toEqual([
      { line: 7, message: expect.stringContaining('not in the log') },
    ])
  })

  test('a log that was shortened or written anew, if one knows what it was', () => {
    const shorter = lines.slice(0, 4).join('\n').concat('\n')
    expect(verifyLog(FILE, shorter)).toEqual([])
    expect(verifyLog(FILE, shorter, log)).toEqual([
      { line: 5, message: expect.stringContaining('only grows') },
    ])
    expect(verifyLog(FILE, logOfPrompts(['one', 'other']), log)).toEqual([
      { line: 3, message: expect.stringContaining('only grows') },
    ])
    expect(verifyLog(FILE, '', log)).toEqual([{ line: 1, message: expect.stringContaining('only grows') }])
  })
})
