import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diff, EnvironmentDiff, Risk } from '../../render/diff/model.ts'
import { code, prose } from '../../render/diff/show/escape.ts'
import { GITHUB_LIMIT, lengthOf, shares } from '../../render/diff/show/fit.ts'
import { diffMarkdown } from '../../render/diff/show/markdown.ts'
import { diffLines } from '../../render/diff/show/text.ts'

const HOSTILE = [
  '@someone',
  'a@b.com',
  '<img src=x onerror=alert(1)>',
  '</details></summary><script>x</script>',
  '`',
  '``` ',
  'a`b``c',
  '| a | b |',
  '\\|',
  '\n\n# Title\n',
  '\r\n```\n',
  '![x](https://evil.example/x.png)',
  '[x](javascript:x)',
  '#1',
  'GH-1',
  'owner/name#1',
  'www.evil.example',
  'https://evil.example',
  '*b* _i_ ~~s~~ $x$',
  '&#64;someone',
  '<!-- -->',
  '\u001b[31mred',
  '\u202Eback',
  '\u2028',
  'ok',
]

/** What is left of a comment once its code is taken out: what GitHub would bring to life. */
function alive(markdown: string): string {
  const lines = markdown.split('\n')
  const kept: string[] = []
  let fence: string | undefined
  for (const line of lines) {
    const run = /^`{3,}/.exec(line)?.[0]
    if (fence !== undefined) fence = line === fence ? undefined : fence
    else if (run) fence = run
    else kept.push(line)
  }
  // A span ends at the next run of as many backticks; a run without its like is text.
  return kept.map((line) => line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '')).join('\n')
}

const OWN =
  /^### |<\/?details>|<\/?summary>|<\/?code>|\*\*[A-Z][a-z ]+\*\*|^- |^ {2}\d+\. |[|🔴🟠🔵]|\([ ]?\)|---/gmu

/** Only words and punctuation of sentences: nothing that Markdown or GitHub makes anything of. */
const HARMLESS = /^[A-Za-z0-9 \n.,:;!?()'’%-]*$/

const text = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 20 })), {
    maxLength: 4,
  })
  .map((parts) => parts.join(' '))

test.each(HOSTILE)('%j is harmless in a sentence and in code', (value) => {
  for (const markdown of [prose(`Deployment ${value} drops.`), code(value), prose(`Run \`${value}\`.`)]) {
    expect(markdown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
    expect(alive(markdown).replace(OWN, '')).toMatch(HARMLESS)
    expect(alive(markdown)).not.toMatch(/gh-\d/i)
  }
})

test('any text is harmless in a sentence', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const markdown = prose(`${a}${b} \`${a}\`${b}`)
      expect(markdown).not.toMatch(/[\n\r]/)
      expect(alive(markdown)).toMatch(HARMLESS)
    }),
    { numRuns: 3000 },
  )
})

const risk: fc.Arbitrary<Risk> = fc.record(
  {
    id: fc.constantFrom('removed', 'immutable'),
    severity: fc.constantFrom('high', 'medium', 'note'),
    resource: text,
    message: text,
    steps: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ['id', 'severity', 'message'] },
)

const environment = (much: number): fc.Arbitrary<EnvironmentDiff> =>
  fc.record({
    name: fc.oneof(fc.stringMatching(/^[a-z]{1,20}$/), text),
    status: fc.constantFrom('new', 'changed', 'removed'),
    added: fc.array(fc.record({ id: text }), { maxLength: much }),
    removed: fc.array(fc.record({ id: text }), { maxLength: much }),
    changed: fc.array(
      fc.record({
        id: text,
        fields: fc.array(fc.record({ path: text, before: text, after: fc.jsonValue() }), { maxLength: much }),
      }),
      { maxLength: much },
    ),
    restarts: fc.array(text, { maxLength: 3 }),
    risks: fc.array(risk, { maxLength: 5 }),
    deletions: fc.record({ removed: fc.nat(), budget: fc.nat(), exceeded: fc.boolean(), remediation: text }),
  })

const wholeOf = (environments: readonly EnvironmentDiff[], risks: readonly Risk[]): Diff => ({
  environments,
  risks,
  summary: {
    environments: environments.length,
    added: 0,
    changed: 0,
    removed: 0,
    restarts: 0,
    risks: { high: 0, medium: 0, note: 0 },
    overBudget: [],
  },
})

const change = (much: number): fc.Arbitrary<Diff> =>
  fc
    .tuple(fc.array(environment(much), { minLength: 1, maxLength: much }), fc.array(risk, { maxLength: 2 }))
    .map(([environments, risks]) => wholeOf(environments, risks))

test('a comment of anything is harmless', () => {
  fc.assert(
    fc.property(change(4), (each) => {
      expect(alive(diffMarkdown(each)).replace(OWN, '').replace(OWN, '')).toMatch(
        /^[A-Za-z0-9 \n.,:;!?()'’%?_/-]*$/,
      )
    }),
    { numRuns: 300 },
  )
})

test('a comment fits, whatever the limit', () => {
  fc.assert(
    fc.property(change(6), fc.integer({ min: 1000, max: 20_000 }), (each, limit) => {
      const markdown = diffMarkdown(each, limit)
      expect(lengthOf(markdown)).toBeLessThanOrEqual(limit)
      const text = alive(markdown)
      expect(text.split('<details>').length).toBe(text.split('</details>').length)
    }),
    { numRuns: 300 },
  )
})

const named = (index: number, rest: Partial<EnvironmentDiff> = {}): EnvironmentDiff => ({
  name: `e${index}`,
  status: 'changed',
  added: [],
  removed: [],
  changed: [],
  restarts: [],
  risks: [],
  deletions: { removed: 0, budget: 0, exceeded: false },
  ...rest,
})

const fields = (count: number, mark: string) =>
  Array.from({ length: count }, (_, index) => ({
    path: `spec.${mark}${index}`,
    before: '😀'.repeat(100),
    after: 'x',
  }))

test('details are shortened first: every risk and every removal of 40 environments is there', () => {
  const environments = Array.from({ length: 40 }, (_, index) =>
    named(index, {
      changed: [{ id: 'Deployment/api', fields: fields(200, `f${index}-`) }],
      removed: [{ id: `ConfigMap/gone${index}` }],
      risks: (['high', 'medium', 'note'] as const).map((severity) => ({
        id: 'removed',
        severity,
        resource: `Service/r${index}-${severity}`,
        message: 'It goes.',
      })),
    }),
  )
  const markdown = diffMarkdown(wholeOf(environments, []))
  expect(lengthOf(markdown)).toBeLessThanOrEqual(GITHUB_LIMIT - 200)
  expect(lengthOf(markdown)).toBeGreaterThan(GITHUB_LIMIT * 0.9)
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(4 * GITHUB_LIMIT)
  for (let index = 0; index < 40; index++) {
    for (const severity of ['high', 'medium', 'note'])
      expect(markdown).toContain(`Service/r${index}-${severity}\``)
    expect(markdown).toContain(`ConfigMap/gone${index}\``)
    expect(markdown).toContain(`| \`e${index}\` |`)
    expect(markdown).toContain(`spec.f${index}-0:`)
  }
  expect(markdown).toContain('more lines: see npm run diff')
})

test('where risks alone do not fit, the worst are there and the others are counted', () => {
  const environments = Array.from({ length: 500 }, (_, index) =>
    named(index, {
      risks: [
        { id: 'removed', severity: 'note', message: `Note ${index} ${'long '.repeat(60)}` },
        { id: 'removed', severity: 'high', message: `High ${index} stays.` },
      ],
    }),
  )
  const markdown = diffMarkdown(wholeOf(environments, []))
  expect(lengthOf(markdown)).toBeLessThanOrEqual(GITHUB_LIMIT - 200)
  for (let index = 0; index < 500; index++) expect(markdown).toContain(`High ${index} stays.`)
  const notes = [...markdown.matchAll(/: Note \d+ /g)].length
  expect(markdown).toContain(`- ${500 - notes} more risks and removals, none of them worse`)
})

test('what is the same in many environments is there once', () => {
  const environments = Array.from({ length: 12 }, (_, index) =>
    named(index, {
      changed: [{ id: 'Deployment/api', fields: [{ path: 'spec.only', before: 1, after: 2 }] }],
      risks: [{ id: 'removed', severity: 'high', message: 'Once.', steps: [`Run it for ${index}.`] }],
    }),
  )
  const markdown = diffMarkdown(wholeOf(environments, []))
  expect(markdown.match(/spec\.only/g)).toHaveLength(1)
  expect(markdown.match(/Once\./g)).toHaveLength(1)
  expect(markdown).toContain('the same in 12 environments: <code>e0</code>')
  expect(markdown).toContain('12. e11: Run it for 11.')
})

test('a terminal is not steered by values', () => {
  const line = diffLines(
    wholeOf(
      [
        named(0, {
          changed: [{ id: 'A/\u001b[2Jb', fields: [{ path: 'a\nb', before: '\u202E', after: '\u0007' }] }],
        }),
      ],
      [],
    ),
  )
    .map(({ text }) => text)
    .join('')
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

test.each([
  [[10, 10], 100, [10, 10]],
  [[10, 1000, 1000], 110, [10, 50, 50]],
  [[5, 5], 0, [0, 0]],
  [[], 10, []],
])('%j want, %i are there: %j', (wanted, room, given) => {
  expect(shares(wanted, room)).toEqual(given)
})
