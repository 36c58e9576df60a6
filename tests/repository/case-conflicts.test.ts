import { expect, test } from 'vitest'
import { caseConflicts } from '../../render/repository/case-conflicts.ts'

test.each([
  ['files', ['docs/a.md', 'docs/A.md'], [{ path: 'docs/a.md', other: 'docs/A.md' }]],
  ['folders, each once', ['Docs/a.md', 'docs/b.md', 'docs/c.md'], [{ path: 'docs', other: 'Docs' }]],
  ['a file and a folder', ['docs/A', 'docs/a/b.md'], [{ path: 'docs/a', other: 'docs/A' }]],
  ['three of one name', ['a', 'A', 'b/a'], [{ path: 'a', other: 'A' }]],
  ['letters composed in two ways', ['\u00e4', 'a\u0308'], [{ path: '\u00e4', other: 'a\u0308' }]],
  ['the same names in other folders', ['a/readme', 'b/README', 'c'], []],
  ['one path twice, as in a merge', ['a', 'a'], []],
])('%s', (_, paths, twins) => expect(caseConflicts(paths)).toEqual(twins))
