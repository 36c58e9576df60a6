import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { output } from '../commands.ts'
import { onPath, ToolMissing } from '../engine/find.ts'

const RELEASE = 'bookworm'
const PUBLIC_MIRROR = 'http://deb.debian.org/debian'

/**
 * A small Debian in a new folder below the given one. About half a minute.
 *
 * @returns the folder
 * @throws ToolMissing without debootstrap or without root
 */
export async function debianFiles(folder: string, say: (line: string) => void): Promise<string> {
  if (!onPath('debootstrap'))
    throw new ToolMissing('No registry answers, and debootstrap is not here to make base images of our own.')
  if (process.getuid?.() !== 0) throw new ToolMissing('debootstrap must be run as root.')
  const root = join(folder, 'debian')
  say(`debootstrap ${RELEASE}`)
  await output(['debootstrap', '--variant=minbase', RELEASE, root, await mirror()], { timeoutMs: 600_000 })
  return root
}

/** Where this machine gets Debian from, if it is one; it may know a nearer place than the public one. */
async function mirror(): Promise<string> {
  const files = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list']
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  const found = /^(?:URIs:|deb(?: \[[^\]]*\])?) +(https?:\/\/\S+\/debian)\/?(?: |$)/m.exec(texts.join('\n'))
  return found?.[1] ?? PUBLIC_MIRROR
}
