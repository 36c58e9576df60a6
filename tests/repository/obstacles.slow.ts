import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { render } from '../../render/commands/render.ts'
import { copyOfRepository, temporaryFolder, write } from '../support/repository.ts'
import { run } from './run.ts'
import { leftovers, rendered, snapshot } from './snapshot.ts'

const FILE = 'overlays/minikube/kustomization.yaml'

/** A repository that is rendered, so that only what a test puts in the way is wrong. */
function renderedRepository(): string {
  const root = copyOfRepository()
  expect(render(root, []).exit).toBe(0)
  return root
}

const LINKS: readonly [path: string, named: string][] = [
  ['overlays', 'overlays'],
  ['overlays/minikube', 'overlays/minikube'],
  ['overlays/minikube/release', 'overlays/minikube/release'],
  [FILE, FILE],
  ['apps', 'apps'],
  ['apps/cloud', 'apps/cloud'],
  ['apps/cloud/environments', 'apps/cloud/environments'],
  ['apps/cloud/environments/staging.yaml', 'apps/cloud/environments/staging.yaml'],
  ['apps/minikube/root.yaml', 'apps/minikube/root.yaml'],
]

test.each(LINKS)(
  'a symbolic link at %s is refused, whatever it points to, and its target untouched',
  (path, named) => {
    for (const target of ['outside', 'dangling', 'inside'] as const) {
      const root = renderedRepository()
      const outside = temporaryFolder()
      write(outside, { 'mine/kustomization.yaml': 'mine\n', 'file.yaml': 'mine\n' })
      const isFile = path.endsWith('.yaml')
      const to = {
        outside: join(outside, isFile ? 'file.yaml' : 'mine'),
        dangling: join(outside, 'nowhere'),
        inside: join(root, isFile ? 'environments/fleet.yaml' : 'environments'),
      }[target]
      rmSync(join(root, path), { recursive: true })
      symlinkSync(to, join(root, path))
      const before = { outside: snapshot(outside), root: snapshot(root) }
      for (const [names, force] of [
        [[], false],
        [[], true],
        [['minikube', 'staging'], true],
      ] as const) {
        const { exit, errors } = render(root, names, { force })
        expect(exit, `${target} ${names} ${force}`).toBe(2)
        expect(errors.join('\n')).toContain(`${named}: is `)
        expect(errors).toContain('Nothing was written.')
      }
      const after = { outside: snapshot(outside), root: snapshot(root) }
      expect(after).toEqual(before)
      rmSync(join(root, path))
      expect(render(root, []).exit).toBe(0)
      expect(check(root).exit).toBe(0)
    }
  },
)

test('a symbolic link at .render is never written through', async () => {
  const root = copyOfRepository()
  const outside = temporaryFolder()
  mkdirSync(join(outside, 'stage-999999999-mine'))
  symlinkSync(outside, join(root, '.render'))
  const before = snapshot(outside)
  const { exit, stderr } = await run(root, ['render'])
  expect(snapshot(outside)).toEqual(before)
  expect(exit).not.toBe(0)
  expect(stderr).toContain('.render')
})

test.for([
  ['file', 'A file'],
  ['link', 'A symbolic link'],
] as const)('a %s at .render is refused with a fix by what needs the folder', async ([kind, named]) => {
  const root = renderedRepository()
  rmSync(join(root, '.render'), { recursive: true })
  const outside = temporaryFolder()
  write(outside, { 'builds/old.yaml': '# end\n' })
  const longAgo = new Date('2001-01-01')
  utimesSync(join(outside, 'builds/old.yaml'), longAgo, longAgo)
  if (kind === 'file') writeFileSync(join(root, '.render'), '')
  else symlinkSync(outside, join(root, '.render'))
  write(root, { [FILE]: `${readFileSync(join(root, FILE), 'utf8')}# old\n` })
  for (const args of [['validate'], ['render'], ['report', '--output', join(root, 'report.html')]]) {
    if (args[0] === 'report') initialise(root)
    const { exit, stderr } = await run(root, args)
    expect.soft(exit, args[0]).toBe(3)
    expect
      .soft(stderr, args[0])
      .toContain(`${named} is in place of the folder .render: remove it; the next run creates the folder.`)
    expect.soft(stderr, args[0]).not.toContain('    at ')
  }
  expect(Object.keys(snapshot(outside))).toEqual(expect.arrayContaining(['builds/old.yaml']))
  expect(readdirSync(outside)).toEqual(['builds'])
})

/** As a git repository with one commit. */
function initialise(root: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root })
  git('init', '--quiet')
  git('add', 'environments')
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', 'first')
}

test('a folder where a file must be, and the other way round, is refused', () => {
  const root = renderedRepository()
  rmSync(join(root, FILE))
  mkdirSync(join(root, FILE))
  rmSync(join(root, 'overlays/staging'), { recursive: true })
  writeFileSync(join(root, 'overlays/staging'), 'mine\n')
  const before = snapshot(root)
  for (const force of [false, true]) {
    const { exit, errors } = render(root, [], { force })
    expect(exit).toBe(2)
    expect(errors).toContain(`${FILE}: is a folder: a file must be here.`)
    expect(errors).toContain('overlays/staging: is in the way: a folder must be here.')
  }
  expect(snapshot(root)).toEqual(before)
})

test('a named pipe where render writes is refused, without waiting for it', async () => {
  const root = renderedRepository()
  rmSync(join(root, FILE))
  execFileSync('mkfifo', [join(root, FILE)])
  const { exit, signal, stderr } = await run(root, ['render', '--force'])
  expect(signal).toBeNull()
  expect(exit).toBe(2)
  expect(stderr).toContain(`${FILE}: is a symbolic link or a special file`)
})

test.each([
  'environments/fleet.yaml',
  'environments/staging/environment.yaml',
  'environments/staging/release.yaml',
])('a named pipe, a folder or a link to outside as %s is refused, without waiting for it', async (path) => {
  for (const kind of ['pipe', 'folder', 'link'] as const) {
    const root = renderedRepository()
    const text = readFileSync(join(root, path))
    rmSync(join(root, path))
    if (kind === 'pipe') execFileSync('mkfifo', [join(root, path)])
    if (kind === 'folder') mkdirSync(join(root, path))
    if (kind === 'link') {
      const outside = join(temporaryFolder(), 'file.yaml')
      writeFileSync(outside, text)
      symlinkSync(outside, join(root, path))
    }
    const { exit, signal, stderr } = await run(root, ['render'])
    expect.soft(signal, kind).toBeNull()
    expect.soft(exit, kind).toBe(2)
    expect.soft(stderr, kind).toContain(`${path}: is not a regular file`)
  }
})

test("someone's file in the way is refused, and replaced with --force", async () => {
  const root = renderedRepository()
  const good = rendered(root)
  write(root, { [FILE]: 'mine\n' })
  const before = snapshot(root)
  const refused = await run(root, ['render'])
  expect(refused.exit).toBe(2)
  expect(refused.stderr).toContain(`${FILE}: was not written by render`)
  expect(snapshot(root)).toEqual(before)
  expect((await run(root, ['check'])).stdout).toContain(`unmanaged ${FILE}`)
  expect((await run(root, ['render', '--force'])).exit).toBe(0)
  expect(rendered(root)).toEqual(good)
})

test("someone's file elsewhere is left alone, reported, and makes exit 1", async () => {
  const root = renderedRepository()
  const files = {
    'overlays/README.md': 'mine\n',
    'overlays/minikube/extra.yaml': 'a: b\n',
    'apps/x/y/z.yaml': '',
  }
  write(root, files)
  symlinkSync('nowhere', join(root, 'apps/link'))
  for (const args of [['render'], ['render', '--force'], ['render']]) {
    const { exit, stderr } = await run(root, args)
    expect(exit).toBe(1)
    for (const path of [...Object.keys(files), 'apps/link'])
      expect(stderr).toContain(`${path}: was not written by render`)
  }
  expect(rendered(root)).toMatchObject({
    'overlays/README.md': 'file\nmine\n',
    'apps/link': 'link to nowhere',
  })
  const { exit, stdout } = await run(root, ['check'])
  expect(exit).toBe(1)
  expect(stdout.trim().split('\n')).toEqual(
    ['apps/link', 'apps/x/y/z.yaml', 'overlays/README.md', 'overlays/minikube/extra.yaml'].map(
      (path) => `unmanaged ${path}`,
    ),
  )
})

const isRoot = process.getuid?.() === 0
/** Permission bits don't bind root, so root runs a child as another user. */
const uid = isRoot ? 65534 : undefined

function giveAway(root: string): void {
  if (isRoot) execFileSync('chown', ['-R', '65534:65534', root])
}

test('folders that cannot be written: a clear error with the path, exit 3, and the next render heals', async () => {
  for (const folder of ['.', '.render', 'overlays/staging', 'apps/cloud/environments']) {
    const root = renderedRepository()
    for (const path of ['overlays/staging/kustomization.yaml', 'apps/cloud/environments/staging.yaml'])
      write(root, { [path]: readFileSync(join(root, path), 'utf8').replace('kind', '# old\nkind') })
    if (folder === '.') rmSync(join(root, '.render'), { recursive: true })
    giveAway(root)
    const before = rendered(root)
    chmodSync(join(root, folder), 0o555)
    const { exit, stderr } = await run(root, ['render'], { ...(uid && { uid }) })
    expect.soft(exit, folder).toBe(3)
    expect.soft(stderr, folder).toContain(`${folder === '.' ? '.render' : folder}`)
    expect.soft(stderr, folder).toContain('permission denied. Make the folder writable and render again.')
    // The file that could not be replaced is whole and as it was.
    for (const [path, content] of Object.entries(rendered(root)))
      if (path.startsWith(`${folder}/`) || folder.startsWith('.')) expect(content).toBe(before[path])
    chmodSync(join(root, folder), 0o755)
    expect((await run(root, ['render'], { ...(uid && { uid }) })).exit).toBe(0)
    expect(check(root).exit).toBe(0)
    expect(leftovers(root)).toEqual([])
  }
})

test('a read-only file of ours is replaced by a new one; one that cannot be read is named', async () => {
  const root = renderedRepository()
  const good = rendered(root)
  write(root, { [FILE]: `${readFileSync(join(root, FILE), 'utf8')}# old\n` })
  chmodSync(join(root, FILE), 0o444)
  giveAway(root)
  expect((await run(root, ['render'], { ...(uid && { uid }) })).exit).toBe(0)
  expect(rendered(root)).toEqual(good)

  chmodSync(join(root, FILE), 0o000)
  const { exit, stderr } = await run(root, ['render'], { ...(uid && { uid }) })
  expect(exit).toBe(3)
  expect(stderr).toContain(FILE)
  expect(stderr).not.toContain(' at ')
  expect(statSync(join(root, FILE)).mode & 0o777).toBe(0)
})
