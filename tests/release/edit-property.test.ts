import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from '../../render/environment/parse.ts'
import type { Holds } from '../../render/environment/schema.ts'
import { validateHolds, validateRelease } from '../../render/environment/validate.ts'
import { editHolds, editRelease } from '../../render/release/edit.ts'
import { ENTRY_KEYS, type Entry } from '../../render/release/types.ts'

const settings = { numRuns: 200, seed: 20261121 }

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
/** Among them what a reader of YAML takes for a number, a date or a truth. */
const tag = fc.oneof(
  fc.constantFrom('1.10', '2026-11-21', '0123', '1e3', '12_000', 'yes', 'null', '0x1f', '1.2.3'),
  fc.stringMatching(/^v[a-z0-9_.-]{1,12}$/),
)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const entry: fc.Arbitrary<Entry> = fc
  .record({
    tag,
    digest: optional(hex(64).map((text) => `sha256:${text}`)),
    commit: optional(hex(40)),
    migration: optional(fc.integer({ min: 5, max: 9 })),
    contracting: optional(fc.integer({ min: 1, max: 5 })),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Entry)

/** Few, so that changes meet what is there; among them what every object has, and numbers. */
const name = fc.constantFrom(
  'ai-agent',
  'backend',
  'constructor',
  'frontend',
  'mcp-server',
  'web',
  '0',
  '1e3',
)

const services = fc.dictionary(name, entry, { maxKeys: 5 })

interface Line {
  readonly text: string
  /** `service key`, if the line is about one. */
  readonly about?: string
  readonly comment?: string
}

/** A release as someone may have written it: any order, any quotes, comments and blank lines anywhere. */
const written = fc
  .tuple(
    services,
    fc.array(fc.nat(99), { minLength: 30, maxLength: 30 }),
    fc.constantFrom('  ', '    '),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([release, choices, indent, eol]) => {
    let asked = 0
    const chance = (percent: number) => (choices[asked++ % choices.length] as number) < percent
    let comments = 0
    const comment = () => `# comment ${++comments}.`
    const lines: Line[] = []
    const put = (depth: number, text: string, about?: string) => {
      if (chance(20)) {
        const above = comment()
        lines.push({ text: indent.repeat(depth) + above, comment: above })
      }
      if (chance(10)) lines.push({ text: '' })
      const behind = chance(30) ? comment() : undefined
      lines.push({
        text: `${indent.repeat(depth)}${text}${behind ? `  ${behind}` : ''}`,
        ...(behind && { comment: behind }),
        ...(about && { about }),
      })
    }
    const shuffled = <T>(all: readonly T[]): readonly T[] => (chance(50) ? all : all.toReversed())
    const quoted = (value: string | number) =>
      typeof value === 'number' || (/^v[a-z]/.test(value) && chance(50))
        ? String(value)
        : JSON.stringify(value)
    put(0, Object.keys(release).length > 0 ? 'services:' : 'services: {}')
    for (const [service, values] of shuffled(Object.entries(release))) {
      put(1, `${service}:`)
      for (const [key, value] of shuffled(Object.entries(values)))
        put(2, `${key}: ${quoted(value)}`, `${service} ${key}`)
    }
    const last = comment()
    lines.push({ text: last, comment: last })
    return { release, lines, eol, text: lines.map(({ text }) => text + eol).join('') }
  })

const dataOf = (text: string): unknown => {
  const { value, problems } = parse('f.yaml', Buffer.from(text))
  expect(problems).toEqual([])
  return value
}

/** What is left of `all` when the lines of `some`, in their order, are taken out; fails if one isn't there. */
function without(all: readonly string[], some: readonly string[]): string[] {
  const rest: string[] = []
  let next = 0
  for (const line of all)
    if (line === some[next]) next++
    else rest.push(line)
  expect(some.slice(next)).toEqual([])
  return rest
}

test('a release says what is wanted, and every comment and every other line stays as it was', () => {
  let removedWithComment = 0
  fc.assert(
    fc.property(written, services, ({ release, lines, eol, text }, changes) => {
      const edited = editRelease(text, changes)
      const wanted: Record<string, Entry> = { ...release, ...changes }
      expect(dataOf(edited)).toEqual({ services: wanted })
      expect(validateRelease('f.yaml', dataOf(edited)).problems).toEqual([])
      expect(editRelease(edited, changes)).toBe(edited)

      const value = (of: Record<string, Entry>, about: string): unknown => {
        const [service = '', key = ''] = about.split(' ')
        return of[service]?.[key as keyof Entry]
      }
      const touched = (about = '') => value(release, about) !== value(wanted, about)
      const untouched = lines.filter(({ about, text }) => !touched(about) && !text.startsWith('services: {}'))
      const rest = without(edited.split(eol), [...untouched.map(({ text }) => text), ''])
      expect(edited.match(/# comment \d+\./g) ?? []).toEqual(lines.flatMap(({ comment }) => comment ?? []))

      // Nothing else came than what had to.
      const left = lines.filter(
        ({ about, comment }) => about && comment && touched(about) && value(wanted, about) === undefined,
      )
      removedWithComment += left.length
      const came = Object.entries(wanted).flatMap(([service, entry]) => [
        ...(Object.hasOwn(release, service) ? [] : [service]),
        ...ENTRY_KEYS.filter((key) => entry[key] !== undefined && touched(`${service} ${key}`)),
      ])
      const first = text.match(/^services: \{\}/m) && Object.keys(wanted).length > 0 ? 1 : 0
      if (Object.keys(wanted).length > 0) expect(rest).toHaveLength(came.length + left.length + first)
    }),
    settings,
  )
  expect(removedWithComment).toBeGreaterThan(20)
})

const filled = <T>(value: fc.Arbitrary<T>) => fc.dictionary(name, value, { minKeys: 1, maxKeys: 4 })
const said = fc.record(
  {
    reason: fc.oneof(
      fc.constantFrom('2026-11-21 it was', 'a: b # c, it is', '- a list, is it', "it's \"quoted\" 'twice'"),
      fc.stringMatching(/^[!-~é☃😀][ -~é☃😀]{8,98}[!-~é☃😀]$/u),
    ),
    until: fc.constantFrom('2026-12-01', '2028-02-29'),
  },
  { requiredKeys: ['reason'] },
)
const holds: fc.Arbitrary<Holds> = fc.record(
  { environment: said, services: filled(said), lifted: filled(hex(40)) },
  { requiredKeys: [] },
)

test('holds say what is wanted, whatever they said before', () => {
  fc.assert(
    fc.property(fc.array(holds, { minLength: 1, maxLength: 4 }), (steps) => {
      let text: string | undefined
      for (const step of steps) {
        text = editHolds(text, step)
        if (Object.keys(step).length === 0) expect(text).toBeUndefined()
        else {
          expect(dataOf(text ?? '')).toEqual(step)
          expect(validateHolds('f.yaml', dataOf(text ?? '')).problems).toEqual([])
          expect(text).toMatch(/^# yaml-language-server: \$schema=\S+holds\.schema\.json\n/)
        }
        expect(editHolds(text, step)).toBe(text)
      }
    }),
    settings,
  )
})
