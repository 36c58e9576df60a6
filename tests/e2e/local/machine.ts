import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { run, ToolFailed } from '../build/program.ts'
import { FOLDERS, JOURNAL } from '../folders.ts'
import { isAlive, processOf, readJournal, removeJournal, writeJournal } from '../journal.ts'

/** The network namespace that everything runs in: no address or port of this machine is used. */
export const NETWORK = 'todo-e2e'

const PIDS = join(FOLDERS.run, 'pids')
export const LOGS = join(FOLDERS.run, 'logs')

/** First process of the cluster's PID namespace, which reaps what it inherits. When it ends, the kernel ends all others. */
const INIT = `touch ${PIDS}/ready; while :; do sleep 3600 & wait $!; done`

/** A network namespace with its loopback up. */
export async function createNetwork(): Promise<void> {
  await run('ip', ['netns', 'add', NETWORK])
  await run('ip', ['-n', NETWORK, 'link', 'set', 'lo', 'up'])
}

/** Starts the namespaces that the cluster's processes live in. */
export async function startMachine(): Promise<void> {
  for (const folder of [PIDS, LOGS]) mkdirSync(folder, { recursive: true })
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const log = openSync(join(LOGS, 'init.log'), 'a')
  const init = spawn('unshare', [...namespaces, 'bash', '-c', INIT], {
    ...{ detached: true, stdio: ['ignore', log, log] },
  })
  init.unref()
  const cluster = processOf(init.pid ?? 0)
  const journal = readJournal(JOURNAL)
  if (!cluster || !journal) throw new ToolFailed('unshare did not start: --local needs Linux namespaces.')
  writeJournal(JOURNAL, { ...journal, cluster })
  while (!existsSync(join(PIDS, 'ready'))) {
    if (!isAlive(cluster))
      throw new ToolFailed(`The cluster's namespaces: ${readFileSync(join(LOGS, 'init.log'), 'utf8')}`)
    await pause(50)
  }
}

/** How a command enters the cluster's namespaces. */
function entry(): string[] {
  const outer = readJournal(JOURNAL)?.cluster?.pid
  const children = outer && readFileSync(`/proc/${outer}/task/${outer}/children`, 'utf8').trim()
  if (!children) throw new ToolFailed('The cluster does not run.')
  return ['nsenter', '--target', children, '--mount', '--pid', '--']
}

/** Starts a program of the cluster in the background; its output is appended to a log of its name. */
export function start(
  name: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): void {
  const shell = 'echo $$ >"$0"; exec "$@"'
  const log = openSync(join(LOGS, `${name}.log`), 'a')
  const [nsenter = '', ...args] = [...entry(), 'sh', '-c', shell, join(PIDS, name), ...command]
  const child = spawn(nsenter, args, {
    ...{ detached: true, stdio: ['ignore', log, log] },
    env: { ...process.env, PATH: `${FOLDERS.programs}:${process.env['PATH']}`, ...env },
  })
  child.unref()
}

/** Waits until something listens on a port of the loopback address. @throws {ToolFailed} after a minute. */
export async function listening(name: string, port: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    const socket = connect(Number(port), '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
  }
  throw new ToolFailed(
    `${name} does not listen on port ${port} after 60 s; see ${join(LOGS, `${name}.log`)}.`,
  )
}

/** Kills a program of the cluster as a crash would. */
export async function kill(name: string): Promise<void> {
  const [nsenter = '', ...args] = [...entry(), 'kill', '-KILL', readFileSync(join(PIDS, name), 'utf8').trim()]
  await run(nsenter, args)
}

/** Ends the cluster, and what a killed run left: first its processes, then namespace and data. */
export async function stopMachine(): Promise<void> {
  const journal = readJournal(JOURNAL)
  if (!journal) return
  const { cluster, networkNamespace } = journal
  if (cluster && isAlive(cluster)) process.kill(cluster.pid, 'SIGKILL')
  for (let tries = 0; cluster && isAlive(cluster) && tries < 100; tries++) await pause(50)
  if (existsSync(`/run/netns/${networkNamespace}`)) await run('ip', ['netns', 'delete', networkNamespace])
  rmSync(FOLDERS.run, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  removeJournal(JOURNAL)
}
