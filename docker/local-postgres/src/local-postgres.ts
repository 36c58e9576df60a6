import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, postgresBinaries } from './binaries.ts'
import { type Ids, unprivileged } from './unprivileged.ts'

export type LocalPostgres = {
  /** The connection string of one of its databases; `postgres` always exists. */
  readonly url: (database?: string) => string
  /** Ends it and waits until it has. */
  readonly stop: () => Promise<void>
}

export type LocalPostgresOptions = {
  /** Where the cluster lives; made at first start. */
  readonly directory: string
  readonly port: number
  readonly maxConnections?: number
  readonly onLog?: (line: string) => void
  /** Faster and not crash-safe: for tests. */
  readonly fast?: boolean
}

/**
 * Starts a real PostgreSQL on the loopback, as an ordinary user even where we are root.
 *
 * @throws Error with PostgreSQL's own words if it does not come up
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const { directory, port, maxConnections = 100, onLog = () => undefined, fast = false } = options
  const ids = unprivileged()
  const binaries = await postgresBinaries(ids !== undefined)
  const password = await initialised(directory, binaries, ids)
  const flags = [
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
    ['max_connections', String(maxConnections)],
    ...(fast
      ? [
          ['fsync', 'off'],
          ['synchronous_commit', 'off'],
          ['full_page_writes', 'off'],
        ]
      : []),
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A group of its own: Ctrl-C in a terminal must reach the services first, and the database last.
  const child = spawn(binaries.postgres, ['-D', join(directory, 'cluster'), '-p', String(port), ...flags], {
    ...ids,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  // Should this process end without stopping it.
  const onExit = () => child.kill('SIGINT')
  process.once('exit', onExit)
  await ready(child, onLog)
  return {
    url: (database = 'postgres') => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes everything down.
      child.kill('SIGINT')
      await ended
      process.off('exit', onExit)
      await binaries.remove()
    },
  }
}

/** Makes the cluster if there is none yet. @returns the password of its user `postgres` */
async function initialised(directory: string, binaries: Binaries, ids: Ids | undefined): Promise<string> {
  const passwordFile = join(directory, 'password')
  const known = await readFile(passwordFile, 'utf8').catch(() => undefined)
  if (known !== undefined) return known
  const cluster = join(directory, 'cluster')
  const password = randomBytes(24).toString('hex')
  // What a first start left behind that was cut off half-way.
  await rm(cluster, { recursive: true, force: true })
  await mkdir(cluster, { recursive: true, mode: 0o700 })
  const draft = join(cluster, '..', 'password.new')
  await writeFile(draft, password, { mode: 0o600 })
  if (ids) for (const path of [cluster, draft]) await chown(path, ids.uid, ids.gid)
  if (ids) await chmod(directory, 0o711)
  const args = ['-D', cluster, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${draft}`, '-E', 'UTF8']
  await promisify(execFile)(binaries.initdb, [...args, '--locale=C', '--no-sync'], { ...ids })
  await rm(draft)
  await writeFile(passwordFile, password, { mode: 0o600 })
  return password
}

function ready(child: ChildProcess, onLog: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('error', reject)
    child.once('close', () => reject(new Error(`PostgreSQL did not start:\n${said.trim()}`)))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      for (const line of text.split('\n')) if (line !== '') onLog(line)
      if (said.includes('ready to accept connections')) resolve()
    })
  })
}
