import { describe, expect, test } from 'vitest'
import { HEADER } from '../../render/emit/files.ts'
import { type Comparison, compare, type Tree } from '../../render/emit/tree.ts'

const ours = (text = 'a: 1') => `${HEADER}environments/dev/environment.yaml; edit that instead.\n${text}\n`
const theirs = 'a: someone wrote this\n'
const path = 'overlays/dev/kustomization.yaml'
const parents = ['overlays', 'overlays/dev']

interface Case {
  readonly files?: Record<string, string>
  readonly folders?: readonly string[]
  readonly others?: readonly string[]
  readonly force?: boolean
  readonly expected: Partial<Comparison>
}

const create = { kind: 'create', path, text: ours() } as const
const update = { kind: 'update', path, text: ours() } as const

const cases: Record<string, Case> = {
  'nothing there': { expected: { changes: [create] } },
  'the same there': { files: { [path]: ours() }, folders: parents, expected: {} },
  'an older text there': {
    files: { [path]: ours('a: 0') },
    folders: parents,
    expected: { changes: [update] },
  },
  'an older text, and force': {
    files: { [path]: ours('a: 0') },
    force: true,
    expected: { changes: [update] },
  },
  'one of ours that is no longer rendered': {
    files: { [path]: ours(), 'apps/local/environments/gone.yaml': ours() },
    expected: { changes: [{ kind: 'delete', path: 'apps/local/environments/gone.yaml' }] },
  },
  "someone's file where one should be": {
    files: { [path]: theirs },
    expected: {
      obstacles: [{ path, reason: 'was not written by render: move it away, or overwrite it with --force.' }],
    },
  },
  "someone's file where one should be, and force": {
    files: { [path]: theirs },
    force: true,
    expected: { changes: [update] },
  },
  'an empty file where one should be': {
    files: { [path]: '' },
    expected: {
      obstacles: [{ path, reason: 'was not written by render: move it away, or overwrite it with --force.' }],
    },
  },
  'an unmanaged file that blocks nothing': {
    files: { [path]: ours(), 'overlays/dev/notes.md': theirs },
    expected: { unmanaged: ['overlays/dev/notes.md'] },
  },
  "someone's file is no more ours with force": {
    files: { [path]: ours(), 'overlays/dev/notes.md': theirs },
    force: true,
    expected: { unmanaged: ['overlays/dev/notes.md'] },
  },
  'a folder where the file should be': {
    folders: [...parents, path],
    expected: { obstacles: [{ path, reason: 'is a folder: a file must be here.' }] },
  },
  'a folder where the file should be, and force': {
    folders: [...parents, path],
    force: true,
    expected: { obstacles: [{ path, reason: 'is a folder: a file must be here.' }] },
  },
  'a link where the file should be, and force': {
    others: [path],
    force: true,
    expected: {
      obstacles: [{ path, reason: 'is a symbolic link or a special file: render writes through none.' }],
    },
  },
  'a link where the folder should be, and force': {
    others: ['overlays/dev'],
    force: true,
    expected: { obstacles: [{ path: 'overlays/dev', reason: 'is in the way: a folder must be here.' }] },
  },
  'a file where the folder should be': {
    files: { overlays: ours() },
    expected: { obstacles: [{ path: 'overlays', reason: 'is in the way: a folder must be here.' }] },
  },
  'a link that blocks nothing': {
    files: { [path]: ours() },
    others: ['apps/old'],
    expected: { unmanaged: ['apps/old'] },
  },
}

describe('what a tree needs to hold one wanted file', () => {
  test.each(Object.entries(cases))(
    '%s',
    (_, { files = {}, folders = [], others = [], force = false, expected }) => {
      const tree: Tree = {
        files: new Map(Object.entries(files)),
        folders: new Set(folders),
        others: new Set(others),
      }
      expect(compare([{ path, text: ours() }], tree, { force })).toMatchObject({
        changes: [],
        obstacles: [],
        unmanaged: [],
        ...expected,
      })
    },
  )
})

test('what stands in the way of many is told once', () => {
  const tree: Tree = { files: new Map(), folders: new Set(), others: new Set(['overlays']) }
  const wanted = ['a', 'b'].map((name) => ({ path: `overlays/${name}/kustomization.yaml`, text: ours() }))
  expect(compare(wanted, tree)).toMatchObject({
    changes: [],
    obstacles: [{ path: 'overlays', reason: 'is in the way: a folder must be here.' }],
    unmanaged: [],
  })
})

test('changes and unmanaged files come in the order of their paths, whatever the order they were found in', () => {
  const tree: Tree = {
    files: new Map([
      ['overlays/z/notes.md', theirs],
      ['overlays/m.yaml', ours()],
      ['overlays/a/notes.md', theirs],
    ]),
    folders: new Set(['overlays']),
    others: new Set(['overlays/k']),
  }
  const wanted = ['overlays/z.yaml', 'overlays/B.yaml', 'overlays/a.yaml'].map((each) => ({
    path: each,
    text: ours(),
  }))
  const { changes, unmanaged } = compare(wanted, tree)
  expect(changes.map((change) => `${change.kind} ${change.path}`)).toEqual([
    'create overlays/B.yaml',
    'create overlays/a.yaml',
    'delete overlays/m.yaml',
    'create overlays/z.yaml',
  ])
  expect(unmanaged).toEqual(['overlays/a/notes.md', 'overlays/k', 'overlays/z/notes.md'])
})

test('making the changes leaves nothing to change', () => {
  const before = new Map([
    [path, ours('a: 0')],
    ['overlays/gone/kustomization.yaml', ours()],
  ])
  const wanted = [
    { path, text: ours() },
    { path: 'apps/local/root.yaml', text: ours('b: 2') },
  ]
  const after = new Map(before)
  for (const change of compare(wanted, { files: before, folders: new Set(), others: new Set() }).changes) {
    if (change.kind === 'delete') after.delete(change.path)
    else after.set(change.path, change.text)
  }
  expect(Object.fromEntries(after)).toEqual(Object.fromEntries(wanted.map((each) => [each.path, each.text])))
  expect(compare(wanted, { files: after, folders: new Set(), others: new Set() }).changes).toEqual([])
})

test('folders without any file are left over, the deepest first; the owned folders themselves are not', () => {
  const folders = new Set([
    'overlays',
    'overlays/a',
    'overlays/a/release',
    'overlays/b',
    'overlays/c',
    'apps',
  ])
  const files = new Map([['overlays/b/kustomization.yaml', ours()]])
  const others = new Set(['overlays/c/link'])
  expect(compare([], { files, folders, others }).emptyFolders).toEqual(['overlays/a/release', 'overlays/a'])
})
