import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { layOver } from '../../programs/debian.ts'
import { FOLDERS } from '../../programs/folders.ts'
import { run, ToolFailed } from '../../programs/program.ts'
import { PROGRAM_IMAGES, type ProgramImage } from './list.ts'

export interface Images {
  /** Of the official images, or stand-ins made of Debian packages. */
  readonly bases: 'pinned' | 'stand-ins'
  readonly postgres: 'pulled' | 'stand-in'
  /** By SERVICE:TAG, or by name. */
  readonly digests: Readonly<Record<string, string>>
}

const FILE = join(FOLDERS.images, 'images.json')
const STAMP = join(FOLDERS.images, 'stamp')

export const storage = { CONTAINERS_STORAGE_CONF: join(FOLDERS.images, 'storage.conf') }

export const readImages = (): Images => JSON.parse(readFileSync(FILE, 'utf8')) as Images

/** Builds the images of the last commit's docker folder, unless they are in the cache. @throws {ToolFailed} */
export async function buildImages(repository: string, report: (line: string) => void): Promise<void> {
  const wanted = await fingerprint(repository)
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  mkdirSync(FOLDERS.images, { recursive: true, mode: 0o700 })
  const settings = [
    'driver = "overlay"',
    ...['graphroot', 'runroot'].map((name) => `${name} = "${join(FOLDERS.images, name)}"`),
  ]
  writeFileSync(storage.CONTAINERS_STORAGE_CONF, `[storage]\n${settings.join('\n')}\n`)
  report('building the images')
  const build = [process.execPath, join(import.meta.dirname, 'build.ts'), repository, `${FILE}.new`]
  const script = `${layOver} && exec "$@"`
  const env = { ...storage, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
  const result = await execa('nice', ['unshare', '--mount', 'sh', '-c', script, 'sh', ...build], {
    ...{ env, reject: false, stdio: ['ignore', 2, 2] },
  })
  if (result.failed) throw new ToolFailed('The images could not be built.')
  renameSync(`${FILE}.new`, FILE)
  writeFileSync(STAMP, wanted)
}

const stampOf = (program: string): string => join(FOLDERS.programs, `${program}.stamp`)

/** Those that this run or an earlier one built: not every scenario needs all. */
export const builtPrograms = (): ProgramImage[] =>
  PROGRAM_IMAGES.filter(({ name }) => existsSync(stampOf(name)))

/** What the images are made of: the services' sources, and what is built here. */
async function fingerprint(repository: string): Promise<string> {
  const tree = await run('git', ['-C', repository, 'rev-parse', 'HEAD:docker'])
  const hash = createHash('sha256').update(tree)
  for (const { name } of builtPrograms()) hash.update(readFileSync(stampOf(name)))
  for (const file of globSync('*.ts', { cwd: import.meta.dirname }).sort())
    hash.update(readFileSync(join(import.meta.dirname, file)))
  return hash.digest('hex')
}
