// @ts-check
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { homedir, platform, tmpdir } from 'node:os'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

const NAME = 'gitops-render'

/** Moves the cache elsewhere, as tests and shared machines want. */
export const CACHE_VARIABLE = 'GITOPS_RENDER_CACHE'

/**
 * The user's own cache folder, created if it doesn't exist. It lies outside of the repository: what lies in a working
 * tree comes from git, and the author of a pull request could put a forged entry there.
 *
 * @param {string} root the repository that is worked on.
 * @returns {string | undefined} nothing if there is no folder that only this user can write to: it is a link, belongs to
 *   another user, is writable by others, lies in the repository or another clone of one, or can't be created or written
 *   to.
 */
export function userCacheFolder(root) {
  try {
    const folder = location()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const found = lstatSync(folder)
    const real = realpathSync(folder)
    if (!found.isDirectory() || isInside(realpathSync(root), real) || isInClone(real)) return undefined
    if (process.getuid) {
      // Others could have written into it already.
      if (found.uid !== process.getuid() || (found.mode & 0o022) !== 0) return undefined
      if ((found.mode & 0o055) !== 0) chmodSync(folder, 0o700)
    }
    accessSync(folder, constants.W_OK)
    return folder
  } catch {
    return undefined
  }
}

/**
 * The user's cache folder; else one that goes when this process ends.
 *
 * @param {string} root @returns {string} @throws what the file system throws.
 */
export const cacheFolder = (root) => userCacheFolder(root) ?? temporaryFolder()

/** @type {string | undefined} */
let temporary

function temporaryFolder() {
  if (temporary === undefined) {
    const folder = mkdtempSync(join(tmpdir(), `${NAME}-`))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    temporary = folder
  }
  return temporary
}

/** https://specifications.freedesktop.org/basedir-spec/latest/: a relative path in the variable is ignored. */
function location() {
  const { [CACHE_VARIABLE]: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env
  if (own) return resolve(own)
  if (platform() === 'win32') return join(local || join(homedir(), 'AppData', 'Local'), NAME, 'Cache')
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches', NAME)
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), NAME)
}

/** @param {string} root @param {string} folder */
function isInside(root, folder) {
  const path = relative(root, folder)
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}

/**
 * Such as the main working tree, where a linked one is worked on. Not any git repository: some keep their home in one.
 *
 * @param {string} folder @returns {boolean}
 */
function isInClone(folder) {
  if (existsSync(join(folder, 'environments', 'fleet.yaml'))) return true
  const above = dirname(folder)
  return above !== folder && isInClone(above)
}
