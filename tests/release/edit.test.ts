import { describe, expect, test } from 'vitest'
import type { Holds } from '../../render/environment/schema.ts'
import { editHolds, editRelease } from '../../render/release/edit.ts'
import type { Entry } from '../../render/release/types.ts'
import { build, commit, digest } from './builds.ts'

const RELEASE = `# yaml-language-server: $schema=../.schema/release.schema.json
# Ask the platform team first.
services:

  # speaks with the model
  ai-agent:
    tag: 0.1.0 # the first one
  backend: # Ada's
    # quoted, because it looks like a number
    tag: "1.10"   # as it were
    digest: ${digest('a')} # checked by hand
    commit: ${commit('a')}
    # nothing below
  # the browser's
  frontend:
    tag: '0.1.0'
# the end
`

describe('release.yaml: only the lines of what changed are other ones', () => {
  const lines = (text: string) => text.split('\n')
  test.each<[string, Readonly<Record<string, Entry>>, readonly (string | [at: number, ...string[]])[]]>([
    ['nothing', {}, []],
    ['what it says already', { backend: { tag: '1.10', digest: digest('a'), commit: commit('a') } }, []],
    ['a tag', { frontend: { tag: '0.2.0' } }, [[15, '    tag: 0.2.0']]],
    [
      'a tag like a number, before its comment',
      { 'ai-agent': { tag: '1.20' } },
      [[6, '    tag: "1.20" # the first one']],
    ],
    [
      'what is new in its order, before the next comment',
      { 'ai-agent': build('b', { migration: 7, contracting: 5 }) },
      [
        [
          6,
          '    tag: 0.b # the first one',
          `    digest: ${digest('b')}`,
          `    commit: ${commit('b')}`,
          '    migration: 7',
          '    contracting: 5',
        ],
      ],
    ],
    [
      'a key between others',
      { backend: { tag: '1.10', digest: digest('a'), commit: commit('a'), migration: 7 } },
      [[11, `    commit: ${commit('a')}`, '    migration: 7']],
    ],
    [
      'what goes leaves the comment behind it',
      { backend: { tag: '1.10' } },
      [[10, '    # checked by hand'], [11]],
    ],
    [
      'new services in the alphabet',
      { 'api-gateway': { tag: '1.x' }, worker: { tag: '2.x' }, cache: { tag: '3.x' } },
      [
        [6, '    tag: 0.1.0 # the first one', '  api-gateway:', '    tag: 1.x'],
        [12, '    # nothing below', '  cache:', '    tag: 3.x'],
        [15, "    tag: '0.1.0'", '  worker:', '    tag: 2.x'],
      ],
    ],
    ['a service that comes before all', { aa: { tag: '1.x' } }, [[2, 'services:', '  aa:', '    tag: 1.x']]],
  ])('%s', (_, changes, expected) => {
    const wanted = lines(RELEASE)
    for (const change of expected.toReversed())
      if (typeof change !== 'string') wanted.splice(change[0], 1, ...(change.slice(1) as string[]))
    expect(lines(editRelease(RELEASE, changes))).toEqual(wanted)
  })

  const small = 'services:\n  backend:\n    tag: 0.1.0\n'
  test.each<[string, string, string]>([
    [
      'Windows line ends',
      small.replaceAll('\n', '\r\n'),
      `services:\r\n  backend:\r\n    tag: 0.b\r\n    digest: ${digest('b')}\r\n    commit: ${commit('b')}\r\n`,
    ],
    [
      'no line end',
      small.trimEnd(),
      `services:\n  backend:\n    tag: 0.b\n    digest: ${digest('b')}\n    commit: ${commit('b')}\n`,
    ],
    [
      'deeper indentation',
      'services:\n    backend:\n          tag: 0.1.0\n',
      `services:\n    backend:\n          tag: 0.b\n          digest: ${digest('b')}\n          commit: ${commit('b')}\n`,
    ],
    [
      'no service yet',
      'services: {} # none\n# end\n',
      `services: # none\n  backend:\n    tag: 0.b\n    digest: ${digest('b')}\n    commit: ${commit('b')}\n# end\n`,
    ],
    [
      'a document mark',
      `---\n${small}`,
      `---\nservices:\n  backend:\n    tag: 0.b\n    digest: ${digest('b')}\n    commit: ${commit('b')}\n`,
    ],
    [
      'an end mark',
      `${small}... # that is all\n`,
      `services:\n  backend:\n    tag: 0.b\n    digest: ${digest('b')}\n    commit: ${commit('b')}\n # that is all\n`,
    ],
    [
      'flow style',
      '# a\nservices: { # b\n  backend: {tag: 0.1.0 # c\n  } # d\n} # e\n',
      `# a\nservices:\n  # b\n  backend:\n    tag: 0.b # c\n    digest: ${digest('b')}\n    commit: ${commit('b')}\n    # d\n  # e\n`,
    ],
    [
      'keys of several lines',
      'services:\n  ? backend # a\n  : tag: >- # b\n      0.1.0\n',
      `services:\n  backend:\n    # a\n    tag: 0.b # b\n    digest: ${digest('b')}\n    commit: ${commit('b')}\n`,
    ],
  ])('%s', (_, text, expected) => expect(editRelease(text, { backend: build('b') })).toBe(expected))

  test('flow style with Windows line ends', () =>
    expect(editRelease('services: {backend: {tag: 0.1.0}} # a\r\n', { backend: { tag: '1.x' } })).toBe(
      'services:\r\n  backend:\r\n    tag: 1.x\r\n  # a\r\n',
    ))

  test('keys that no entry has are not written', () =>
    expect(editRelease(small, { backend: { tag: '1.x', note: 'y' } as Entry })).toBe(
      small.replace('0.1.0', '1.x'),
    ))

  test('a service named like what every object has, and one like a number', () =>
    expect(
      editRelease(small, { constructor: { tag: '1.x' }, 12: { tag: '2.x' } } as Record<string, Entry>),
    ).toBe('services:\n  "12":\n    tag: 2.x\n  backend:\n    tag: 0.1.0\n  constructor:\n    tag: 1.x\n'))
})

const HOLDS = `# yaml-language-server: $schema=../.schema/holds.schema.json
services:
  # Ada asked for it
  backend: # ticket 12
    reason: Orders were lost # see the report
    until: 2026-12-01
`

describe('holds.yaml', () => {
  const lost = { reason: 'Orders were lost', until: '2026-12-01' }
  const modeline = '# yaml-language-server: $schema=../.schema/holds.schema.json\n'
  const held = { services: { backend: lost } }
  test.each<[string, string | undefined, Holds, string | undefined]>([
    [
      'the first hold makes the file',
      undefined,
      { environment: { reason: 'Moving: the database', until: '2026-12-01' } },
      `${modeline}environment:\n  reason: "Moving: the database"\n  until: "2026-12-01"\n`,
    ],
    ['a day that people wrote without quotes stays', HOLDS, held, HOLDS],
    [
      'another reason, and no end',
      HOLDS,
      { services: { backend: { reason: 'Wait for the fix' } } },
      HOLDS.replace('Orders were lost', 'Wait for the fix').replace('    until: 2026-12-01\n', ''),
    ],
    [
      'the environment comes first, what is lifted last',
      HOLDS,
      { environment: lost, ...held, lifted: { frontend: commit('a') } },
      HOLDS.replace(
        'services:',
        'environment:\n  reason: Orders were lost\n  until: "2026-12-01"\nservices:',
      ).concat(`lifted:\n  frontend: ${commit('a')}\n`),
    ],
    [
      'a lifted hold goes with what was said inside of it',
      HOLDS,
      { lifted: { backend: commit('a') } },
      `${modeline}lifted:\n  backend: ${commit('a')}\n`,
    ],
    [
      'a comment above a hold stays while others are there',
      HOLDS,
      { services: { frontend: lost } },
      `${modeline}services:\n  frontend:\n    reason: Orders were lost\n    until: "2026-12-01"\n  # Ada asked for it\n`,
    ],
    ['the last hold takes the file along', HOLDS, {}, undefined],
    ['unless someone wrote there', `# Ask Ada.\n${HOLDS}`, {}, `# Ask Ada.\n${modeline}`],
    [
      'and the next hold comes below',
      `${modeline}\n# Ask Ada.`,
      held,
      `${modeline}\n# Ask Ada.\nservices:\n  backend:\n    reason: Orders were lost\n    until: "2026-12-01"\n`,
    ],
    ['an empty map is no hold', '{}\n', {}, undefined],
    [
      'and makes way for one',
      '{}\n',
      { lifted: { backend: commit('a') } },
      `\nlifted:\n  backend: ${commit('a')}\n`,
    ],
    ['no file and no hold', undefined, {}, undefined],
  ])('%s', (_, text, holds, expected) => expect(editHolds(text, holds)).toBe(expected))
})
