import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { CommitFilesError, filesAt } from '../../render/tools/git-files.ts'
import { git } from '../delivery/clones.ts'
import { run } from '../repository/run.ts'
import { copyOfRepository, temporaryFolder } from '../support/repository.ts'

type Entry = readonly [mode: string, name: string, id: string]

let root: string
beforeEach(() => {
  root = temporaryFolder()
  git(root, 'init', '--quiet')
})

const given = (command: readonly string[], input: string | Buffer, at = root): string =>
  execFileSync('git', command, { cwd: at, input, encoding: 'utf8' }).trim()

const blob = (text: string, at = root): string => given(['hash-object', '-w', '--stdin'], text, at)

/** A tree object with exactly these entries, which `git mktree` would refuse to make or sort. */
function tree(entries: readonly Entry[], at = root): string {
  const bytes = entries.flatMap(([mode, name, id]) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.from(id, 'hex'),
  ])
  return given(['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'], Buffer.concat(bytes), at)
}

/** A tree with a file at a path whose segments are taken as they are. */
const treeWith = (path: string): string => {
  const [first = '', ...rest] = path.split('/').reverse()
  return rest.reduce(
    (below, name) => tree([['40000', name, below]]),
    tree([['100644', first, blob('crafted')]]),
  )
}

test('files are read with their exact bytes', async () => {
  const top = tree([
    [
      '40000',
      'base',
      tree([
        ['100644', 'a b\u00fc', blob('ä\n\0')],
        ['100755', 'run', blob('')],
      ]),
    ],
  ])
  const files = await filesAt(root, top, ['base'])
  expect([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
    ['base/a bü', 'ä\n\0'],
    ['base/run', ''],
  ])
})

describe('a commit that was crafted is refused, with the path', () => {
  test.each([
    'base/../x',
    'base/../../../../x',
    'base/./x',
    'base/.git/config',
    'base/.GIT/config',
    'base/git~1/config',
    'base/.git . /config',
    'base/.git::$INDEX_ALLOCATION/config',
    'base/a\\..\\..\\x',
    'base/C:x',
    'base/a\u0007b',
    'base/a\nb',
    'base/x.',
    'base/x /y',
  ])('%j', async (path) => {
    const reading = filesAt(root, treeWith(path), ['base'])
    await expect(reading).rejects.toThrow(CommitFilesError)
    await expect(reading).rejects.toThrow(JSON.stringify(path))
  })

  test('an entry whose name is a path', async () => {
    const base = tree([['100644', '/etc/x', blob('crafted')]])
    await expect(filesAt(root, tree([['40000', 'base', base]]), ['base'])).rejects.toThrow('segment')
  })

  test('one name twice', async () => {
    const base = tree([
      ['100644', 'a', blob('one')],
      ['100644', 'a', blob('two')],
    ])
    await expect(filesAt(root, tree([['40000', 'base', base]]), ['base'])).rejects.toThrow('is duplicated')
  })

  test('a symbolic link, and a path through it', async () => {
    const base = tree([
      ['120000', 'a', blob('/etc')],
      ['40000', 'a', tree([['100644', 'passwd', blob('crafted')]])],
    ])
    const reading = filesAt(root, tree([['40000', 'base', base]]), ['base'])
    await expect(reading).rejects.toThrow(/"base\/a" is a symbolic link.*"base\/a\/passwd" lies below a path/)
  })

  test('a submodule', async () => {
    const base = tree([['160000', 'a', 'e'.repeat(40)]])
    await expect(filesAt(root, tree([['40000', 'base', base]]), ['base'])).rejects.toThrow(
      '"base/a" is a submodule',
    )
  })
})

test('diff with such a commit writes nothing outside of the clone and says why, as of any wrong input', async () => {
  const work = join(temporaryFolder(), 'a/b/c/d/work')
  execFileSync('mkdir', ['-p', join(work, '..')])
  execFileSync('cp', ['-r', copyOfRepository(), work])
  expect((await run(work, ['render'])).exit).toBe(0)
  git(work, 'init', '--quiet', '--initial-branch=main')
  git(work, 'config', 'user.name', 'a')
  git(work, 'config', 'user.email', 'a@example.com')
  git(work, 'add', 'base', 'environments', 'overlays', 'apps')
  git(work, 'commit', '--quiet', '-m', 'one')
  const listed = (path: string): Entry[] =>
    git(work, 'ls-tree', path)
      .split('\n')
      .map((line) => {
        const [, mode = '', id = '', name = ''] = /^0*([0-9]+) [a-z]+ ([0-9a-f]+)\t(.*)$/.exec(line) ?? []
        return [mode, name, id]
      })
  const up = Array.from({ length: 4 }).reduce<string>(
    (below) => tree([['40000', '..', below]], work),
    tree([['100644', 'CRAFTED', blob('crafted', work)]], work),
  )
  const staging = tree([['40000', '..', up], ...listed('HEAD:overlays/staging')], work)
  const overlays = tree(
    listed('HEAD:overlays').map(([mode, name, id]) => [mode, name, name === 'staging' ? staging : id]),
    work,
  )
  const top = tree(
    listed('HEAD').map(([mode, name, id]) => [mode, name, name === 'overlays' ? overlays : id]),
    work,
  )
  const crafted = given(['commit-tree', top, '-p', 'HEAD', '-m', 'crafted'], '', work)
  const clean = given(['commit-tree', 'HEAD^{tree}', '-p', crafted, '-m', 'clean'], '', work)
  git(work, 'update-ref', 'HEAD', clean)
  const { exit, stderr } = await run(work, ['diff', '--base', crafted])
  expect(exit).toBe(2)
  expect(stderr).toContain('has an empty, "." or ".." segment')
  for (let folder = work, steps = 0; steps < 5; folder = join(folder, '..'), steps++)
    expect(existsSync(join(folder, 'CRAFTED'))).toBe(false)
  expect(readdirSync(join(work, '..'))).toEqual(['work'])
})
