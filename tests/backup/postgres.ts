import { once } from 'node:events'
import { chownSync, mkdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { execa } from 'execa'
import { unprivileged } from '../../docker/local-postgres/src/unprivileged.ts'

/** A running PostgreSQL, with the database and role that base's has. */
export interface Postgres {
  readonly url: string
  /** Who its programs run as: it refuses root. */
  readonly ids: { readonly uid?: number; readonly gid?: number }
  /** Where they are found, and where it listens. */
  readonly env: Readonly<Record<string, string>>
  readonly sql: (statement: string) => Promise<string>
  /** The same in another database, which is there when ours takes no connection. */
  readonly admin: (statement: string) => Promise<string>
  /** As a lost volume: everything is gone, and an empty database takes its place. */
  readonly lose: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** @param bin the programs @param folder for its data; must be open to another user, as PostgreSQL refuses root */
export async function startPostgres(bin: string, folder: string): Promise<Postgres> {
  const ids = unprivileged()
  const port = await freePort()
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: folder, LC_ALL: 'C' }
  const options = { ...ids, env, extendEnv: false }
  const data = join(folder, 'data')
  mkdirSync(folder, { recursive: true })
  if (ids) chownSync(folder, ids.uid, ids.gid)
  const run = (command: string, args: readonly string[]) =>
    execa(command, [...args], { ...options, cwd: folder })
  await run('initdb', [`--pgdata=${data}`, '--username=todo', '--auth=trust', '--encoding=UTF8', '--no-sync'])
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c fsync=off`
  await execa(
    'pg_ctl',
    [`--pgdata=${data}`, '--wait', `--log=${join(folder, 'log')}`, `--options=${settings}`, 'start'],
    {
      ...options,
      cwd: folder,
      stdio: 'ignore',
    },
  )
  const at = (database: string) => `postgresql://todo@127.0.0.1:${port}/${database}`
  const psql = async (database: string, statement: string) => {
    const args = [
      '--no-align',
      '--tuples-only',
      '--set=ON_ERROR_STOP=1',
      `--command=${statement}`,
      at(database),
    ]
    return (await run('psql', args)).stdout
  }
  await psql('postgres', 'create database todo')
  return {
    url: at('todo'),
    ids: ids ?? {},
    env: { ...env, PGHOST: '127.0.0.1', PGPORT: String(port) },
    sql: (statement) => psql('todo', statement),
    admin: (statement) => psql('postgres', statement),
    lose: async () => {
      await psql('postgres', 'drop database todo with (force)')
      await psql('postgres', 'create database todo')
    },
    stop: async () => {
      await run('pg_ctl', [`--pgdata=${data}`, '--mode=immediate', 'stop'])
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
