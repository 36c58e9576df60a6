import { describe, expect, test } from 'vitest'
import { locator } from '../../render/problem/locate.ts'
import { type Path, type Problem, wrongFile, wrongKey, wrongValue } from '../../render/problem/problem.ts'

const text = `# a comment
cluster: local
"quoted": 1
services:
  backend:
    replicas: 2
    settings: {LOG_LEVEL: debug, "A:B": x}
  frontend:
components:
  - backup
  -
  - name: spread
database: {}
`

const value = (...path: Path) => wrongValue('f', path, 'm')
const key = (...path: Path) => wrongKey('f', path, 'm')

describe('a path leads to its place', () => {
  test.each<[string, Problem, string]>([
    ['the file begins at its first value', wrongFile('f', 'm'), '2:1'],
    ['value', value('cluster'), '2:10'],
    ['key', key('cluster'), '2:1'],
    ['quoted key', value('quoted'), '3:11'],
    ['map', value('services', 'backend'), '6:5'],
    ['key of a map', key('services', 'backend'), '5:3'],
    ['deep value', value('services', 'backend', 'replicas'), '6:15'],
    ['deep key', key('services', 'backend', 'replicas'), '6:5'],
    ['flow map', value('services', 'backend', 'settings', 'LOG_LEVEL'), '7:27'],
    ['quoted key of a flow map', key('services', 'backend', 'settings', 'A:B'), '7:34'],
    ['list item', value('components', 0), '10:5'],
    ['map in a list', value('components', 2, 'name'), '12:11'],
    ['index as text', value('components', '2', 'name'), '12:11'],
    ['empty map', value('database'), '13:11'],
  ])('%s', (_, problem, place) => {
    const { line, column } = locator(text)(problem)
    expect(`${line}:${column}`).toBe(place)
  })
})

describe('a path that leads nowhere ends at its last step that exists', () => {
  test.each<[string, Problem, string, string]>([
    ['missing key', value('services', 'backend', 'resources', 'limits'), text, '6:5'],
    ['missing key at the root', value('host'), text, '2:1'],
    ['missing index', value('components', 7), text, '10:3'],
    ['step into a scalar', value('cluster', 'name'), text, '2:10'],
    ['step into nothing', value('services', 'frontend', 'replicas'), text, '8:12'],
    ['empty text', value('cluster'), '', '1:1'],
    ['only a comment', value('cluster'), '# nothing\n', '1:1'],
    ['a text that is no map', value('cluster'), 'cluster', '1:1'],
    ['broken YAML', value('a', 'b'), 'a: [\n', '1:4'],
    ['Windows line ends', value('b'), 'a: 1\r\nb: 2\r\n', '2:4'],
  ])('%s', (_, problem, source, place) => {
    const { line, column } = locator(source)(problem)
    expect(`${line}:${column}`).toBe(place)
  })
})

test('a place that is known already is not looked for', () => {
  expect(locator(text)({ ...value('cluster'), position: { line: 40, column: 2 } })).toEqual({
    line: 40,
    column: 2,
  })
})
