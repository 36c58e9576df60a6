import { expect, test } from 'vitest'
import { buildOf, isImageName, sameParts } from '../../render/images/image.ts'
import { inputsOf, pathsOf, workspacesIn, workspacesOf } from '../../render/images/inputs.ts'
import { migrationsIn } from '../../render/images/migrations.ts'

const workspace = (name: string, ...dependencies: readonly string[]) =>
  JSON.stringify({
    name: `@todo/${name}`,
    dependencies: Object.fromEntries(dependencies.map((each) => [each, '0'])),
  })

const WORKSPACES = workspacesIn(
  new Map([
    ['package.json', '{}'],
    ['backend/package.json', workspace('backend', '@todo/http', 'fastify')],
    ['http/package.json', workspace('http', '@todo/shared')],
    ['shared/package.json', workspace('shared', '@todo/http')],
    ['frontend/package.json', '{"name":"@todo/frontend"}'],
    ['frontend/public/package.json', 'no JSON, and no workspace'],
  ]),
)

test('a workspace runs with those that it depends on, through others and in circles', () => {
  expect(workspacesOf('backend', WORKSPACES).map(({ folder }) => folder)).toEqual([
    'backend',
    'http',
    'shared',
  ])
  expect(workspacesOf('nothing', WORKSPACES)).toEqual([])
})

test.each([
  ['backend/Dockerfile', true],
  ['backend/src/main.ts', true],
  ['shared/log.ts', true],
  ['package-lock.json', true],
  ['images/tree.ts', true],
  ['.dockerignore', true],
  ['backend/tests/main.test.ts', false],
  ['backend/README.md', false],
  ['frontend/main.ts', false],
  ['images/run.ts', false],
  ['compose.yaml', false],
  ['backend', false],
])('the image of the backend is built from %s: %s', (path, is) => {
  expect(inputsOf('backend', WORKSPACES)(path)).toBe(is)
})

test('the same as pathspecs of git', () => {
  expect(pathsOf('frontend', WORKSPACES)).toEqual([
    ...['.dockerignore', '.npmrc', 'images/tree.ts', 'package-lock.json', 'package.json', 'frontend'].map(
      (path) => `docker/${path}`,
    ),
    ...['**/tests/**', '**/screenshots/**', '**/*.md'].map((path) => `:(exclude,glob)docker/${path}`),
  ])
})

test.each([
  { files: {}, found: undefined },
  { files: { 'database/migrations/0001-a.sql': 'create' }, found: { migration: 1 } },
  {
    files: {
      'database/migrations/0002-b.sql': '-- Contracting: drops a column\ndrop',
      'database/migrations/0003-c.sql': 'create',
      'database/migrations/notes.txt': '-- contracting',
      'backend/migrations/0009-x.sql': 'create',
    },
    found: { migration: 3, contracting: 2 },
  },
])('the migrations of $files', ({ files, found }) => {
  expect(migrationsIn(new Map(Object.entries(files)))).toEqual(found)
})

test.each([
  ['ghcr.io/some-team/backend', true],
  ['localhost:5000/backend', true],
  ['ghcr.io/o/mcp-server', true],
  ['--dry-run', false],
  ['backend', false],
  ['ghcr.io/o/backend:1.0', false],
  ['ghcr.io/o/../x', false],
  ['ghcr.io/o/x y', false],
  [7, false],
])('%s is a name of an image: %s', (name, is) => {
  expect(isImageName(name)).toBe(is)
})

test('a build is an image with a digest, without its registry', () => {
  const image = { service: 'backend', image: 'ghcr.io/o/backend', tag: 'abc', commit: 'a', migration: 2 }
  expect(buildOf(image, 'sha256:b')).toEqual({
    ...{ service: 'backend', tag: 'abc', commit: 'a', migration: 2, digest: 'sha256:b' },
  })
})

test('parts of an index are the same in any order', () => {
  expect(sameParts(['a', 'b'], ['b', 'a'])).toBe(true)
  expect(sameParts(['a'], ['a', 'a'])).toBe(false)
})
