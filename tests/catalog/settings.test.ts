import { expect, test } from 'vitest'
import { settingsIn } from '../../render/catalog/settings.ts'

test('a variable has the comment above it, up to a blank line or another variable', () => {
  const text =
    '# Of the file.\n\n# How much\n#  is written.\nLOG_LEVEL=info\nPLAIN=a=b\n EMPTY=\nNOT_ONE\n=none\n'
  expect([...settingsIn(text)]).toEqual([
    ['LOG_LEVEL', { value: 'info', description: 'How much is written.' }],
    ['PLAIN', { value: 'a=b', description: '' }],
    ['EMPTY', { value: '', description: '' }],
  ])
})
