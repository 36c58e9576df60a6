import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

// Runs before the packages are installed: no imports from node_modules.

type Entry = { readonly version?: string; readonly integrity?: string; readonly optional?: boolean }
type Lock = { readonly packages?: Readonly<Record<string, Entry>> }

/**
 * True if node_modules holds what package-lock.json names, as npm recorded it there (its hidden lockfile).
 * Optional packages may be missing: most are for other platforms.
 */
export async function isInstalled(workspace: string): Promise<boolean> {
  const [wanted, present] = await Promise.all([
    lockAt(join(workspace, 'package-lock.json')),
    lockAt(join(workspace, 'node_modules/.package-lock.json')),
  ])
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, entry]) => {
      const found = present[path]
      if (found === undefined) return entry.optional === true
      return found.version === entry.version && found.integrity === entry.integrity
    })
}

async function lockAt(file: string): Promise<Lock['packages']> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as Lock).packages
  } catch {
    return undefined
  }
}

/**
 * Installs the workspace's packages with npm, whose progress is shown. Peers too: an npm script of a parent folder hands
 * on its legacy-peer-deps, which would leave them out. @throws Error if npm fails
 */
export async function install(workspace: string): Promise<void> {
  const npm = process.env['npm_execpath']
  const args = ['ci', '--no-legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel', 'warn']
  const options = { cwd: workspace, stdio: 'inherit' } as const
  const child = npm
    ? spawn(process.execPath, [npm, ...args], options)
    : spawn('npm', args, { ...options, shell: process.platform === 'win32' })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`npm ci failed in ${workspace}`)
}
