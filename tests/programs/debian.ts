import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from './folders.ts'
import { run, ToolFailed } from './program.ts'

const PACKAGES = [
  'buildah',
  'containerd',
  'containernetworking-plugins',
  'debootstrap',
  'docker-registry',
  'nftables',
  'podman',
  'runc',
]

/**
 * Downloads Debian packages with what they depend on and unpacks them into the cache. Nothing is installed:
 * {@link layOver} lays the folder over /usr and /etc in a mount namespace.
 *
 * @throws {ToolFailed} where there is no apt-get.
 */
export async function unpackDebian(report: (line: string) => void): Promise<void> {
  const stamp = join(FOLDERS.debian, 'stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === PACKAGES.join(' ')) return
  const fresh = `${FOLDERS.debian}.new`
  rmSync(fresh, { recursive: true, force: true })
  const archives = join(fresh, 'archives')
  mkdirSync(archives, { recursive: true, mode: 0o755 })
  await run('apt-get', ['download', ...(await missing())], { cwd: archives }).catch((error: Error) => {
    throw new ToolFailed(
      `${error.message}\n--pods real takes ${PACKAGES.join(', ')} from Debian packages; --pods pretend needs none.`,
    )
  })
  for (const archive of globSync('*.deb', { cwd: archives }))
    await run('dpkg', ['--extract', join(archives, archive), fresh])
  // Older packages still name files by /bin, which is a link to /usr/bin today.
  for (const folder of ['bin', 'sbin', 'lib'])
    if (existsSync(join(fresh, folder)))
      cpSync(join(fresh, folder), join(fresh, 'usr', folder), { recursive: true })
  rmSync(archives, { recursive: true })
  writeFileSync(join(fresh, 'stamp'), PACKAGES.join(' '))
  rmSync(FOLDERS.debian, { recursive: true, force: true })
  renameSync(fresh, FOLDERS.debian)
  report(`unpacked ${PACKAGES.join(', ')} from Debian packages`)
}

/** The packages, and those of their dependencies that this machine lacks. */
async function missing(): Promise<string[]> {
  const plan = ['install', '--yes', '--no-install-recommends', '--print-uris', ...PACKAGES]
  const lines = (await run('apt-get', plan)).matchAll(/^'\S+' ([^_\s]+)_\S+/gm)
  return [...new Set([...PACKAGES, ...[...lines].map(([, name]) => name as string)])]
}

const SCRATCH = `${FOLDERS.debian}-scratch`

/** Shell commands that lay the packages over this machine's folders, in the mount namespace that runs them. */
export const layOver = [
  `mkdir -p ${SCRATCH} && mount -t tmpfs tmpfs ${SCRATCH}`,
  ...['usr', 'etc'].flatMap((folder) => {
    const [upper, work] = [`${SCRATCH}/${folder}`, `${SCRATCH}/${folder}-work`]
    const layers = `lowerdir=${FOLDERS.debian}/${folder}:/${folder},upperdir=${upper},workdir=${work}`
    return [`mkdir ${upper} ${work}`, `mount -t overlay overlay -o ${layers} /${folder}`]
  }),
].join(' && ')
