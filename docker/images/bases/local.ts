import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { output } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'

/** What debian13 of distroless holds for Node: no shell, no package manager. */
const RUN_PACKAGES = ['base-files', 'libc6', 'libgcc-s1', 'libstdc++6', 'tzdata']

/** A stand-in for node:24-bookworm-slim: Debian with the Node and the npm that run this very program. */
export function importBuildBase(engine: Engine, debian: string, folder: string, tag: string): Promise<void> {
  return imported(
    engine,
    folder,
    tag,
    ['ENV PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', ...TRUST],
    async (root) => {
      await output(['cp', '--archive', `${debian}/.`, root])
      await cp(process.execPath, join(root, 'usr/local/bin/node'))
      await cp(npmFolder(), join(root, 'usr/local/lib/node_modules/npm'), {
        recursive: true,
        dereference: true,
      })
      await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'))
      // A build reaches the package registry as this machine does, its own certificates included.
      await mkdir(join(root, 'etc/ssl/certs'), { recursive: true })
      await cp(CERTIFICATES, join(root, CERTIFICATES), { dereference: true }).catch(() => undefined)
    },
  )
}

/** A stand-in for distroless' nodejs24: the libraries Node is linked with, and Node, at the same place. */
export function importRunBase(engine: Engine, debian: string, folder: string, tag: string): Promise<void> {
  const settings = ['ENTRYPOINT ["/nodejs/bin/node"]', 'USER 65532', 'WORKDIR /home/nonroot']
  return imported(engine, folder, tag, settings, async (root) => {
    await copyPackages(debian, RUN_PACKAGES, root)
    for (const each of ['nodejs/bin', 'home/nonroot', 'etc', 'tmp'])
      await mkdir(join(root, each), { recursive: true })
    await cp(process.execPath, join(root, 'nodejs/bin/node'))
    await writeFile(join(root, 'etc/passwd'), 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n')
    await writeFile(join(root, 'etc/group'), 'nonroot:x:65532:\n')
  })
}

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'
const TRUST = [`ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}`]

/** Fills a new folder below the given one, and makes it an image. */
async function imported(
  engine: Engine,
  folder: string,
  tag: string,
  changes: readonly string[],
  fill: (root: string) => Promise<void>,
): Promise<void> {
  const root = await mkdtemp(join(folder, 'base-'))
  // A new folder is its owner's alone, and here it becomes everybody's root.
  await chmod(root, 0o755)
  await fill(root)
  const archive = `${root}.tar`
  await output(['tar', '--directory', root, '--create', '--file', archive, '.'])
  const flags = changes.flatMap((change) => ['--change', change])
  await output([...engine.cli, 'import', ...flags, archive, tag])
}

/** The packages' files without their manuals; dpkg keeps the lists. */
async function copyPackages(debian: string, names: readonly string[], root: string): Promise<void> {
  const lists = await Promise.all(names.map((name) => packageList(debian, name)))
  const paths = lists
    .flatMap((list) => list.split('\n'))
    .filter((path) => path.startsWith('/') && !/^\/usr\/share\/(man|doc|lintian|info)\b/.test(path))
    // Debian's /lib is a link to /usr/lib, but packages still name files by either.
    .map((path) => path.replace(/^\/(lib|lib64)\b/, '/usr/$1').slice(1))
    .filter((path) => path !== '.' && !MERGED.includes(path))
  const list = join(root, 'files')
  const archive = join(root, 'files.tar')
  await writeFile(list, [...new Set([...paths, ...MERGED])].join('\n'))
  const pack = ['tar', '--directory', debian, '--no-recursion', '--create', '--file', archive]
  await output([...pack, '--files-from', list])
  await output(['tar', '--directory', root, '--extract', '--file', archive])
  await Promise.all([list, archive].map((file) => rm(file)))
}

const MERGED = ['lib', 'lib64']

async function packageList(debian: string, name: string): Promise<string> {
  const info = join(debian, 'var/lib/dpkg/info')
  const { arch } = process
  const list = await readFile(join(info, `${name}.list`), 'utf8').catch(() => undefined)
  return list ?? readFile(join(info, `${name}:${arch === 'x64' ? 'amd64' : arch}.list`), 'utf8')
}

/** npm's own folder: `npm run` tells where it is. */
function npmFolder(): string {
  const entry = process.env['npm_execpath']
  if (entry === undefined) throw new Error('Start this with `npm run test:images`: it takes npm along.')
  return dirname(dirname(entry))
}
