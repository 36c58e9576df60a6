import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { output } from '../commands.ts'
import { onPath, ToolMissing } from '../engine/find.ts'

const RELEASE = 'bookworm'
const PUBLIC_MIRROR = 'http://deb.debian.org/debian'

/** A small Debian in a folder. About half a minute. @throws ToolMissing without debootstrap or without root */
export async function debianFiles(
  say: (line: string) => void,
): Promise<{ root: string; remove: () => Promise<void> }> {
  if (!onPath('debootstrap'))
    throw new ToolMissing('No registry answers, and debootstrap is not here to make base images of our own.')
  if (process.getuid?.() !== 0) throw new ToolMissing('debootstrap must be run as root.')
  const folder = await mkdtemp(join(tmpdir(), 'todo-debian-'))
  const root = join(folder, 'root')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    say(`debootstrap ${RELEASE}`)
    await output(['debootstrap', '--variant=minbase', RELEASE, root, await mirror()], { timeoutMs: 600_000 })
  } catch (error) {
    await remove()
    throw error
  }
  return { root, remove }
}

/** Where this machine gets Debian from, if it is one; it may know a nearer place than the public one. */
async function mirror(): Promise<string> {
  const files = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list']
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  const found = /^(?:URIs:|deb(?: \[[^\]]*\])?) +(https?:\/\/\S+\/debian)\/?(?: |$)/m.exec(texts.join('\n'))
  return found?.[1] ?? PUBLIC_MIRROR
}
