import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS, LOCK } from '../../programs/folders.ts'
import { run, ToolFailed } from '../../programs/program.ts'
import { type Usage, usageOf } from '../cluster/usage.ts'
import { removeLock } from '../lock.ts'
import { removeControlGroups } from './control-groups.ts'

/** The network namespace that everything runs in: no address or port of this machine is used. */
export const NETWORK = 'todo-e2e'

const PIDS = join(FOLDERS.run, 'pids')
export const LOGS = join(FOLDERS.run, 'logs')

/** First process of the cluster's PID namespace, which reaps what it inherits. When it ends, the kernel ends all others. */
const READY = join(PIDS, 'ready')
const init = (prepare: string): string =>
  `${prepare} && touch ${READY} || exit 1; while :; do sleep 3600 & wait $!; done`

/** Whether a cluster runs, or parts of one that a killed run left. */
export const isMachineUp = (): boolean => existsSync(`/run/netns/${NETWORK}`)

/** A network namespace with its loopback up. */
export async function createNetwork(): Promise<void> {
  await run('ip', ['netns', 'add', NETWORK])
  await run('ip', ['-n', NETWORK, 'link', 'set', 'lo', 'up'])
}

/**
 * Starts the namespaces that the cluster's processes live in.
 *
 * @param prepare shell commands that change the mount namespace, before anything else runs in it.
 */
export async function startMachine(prepare = 'true'): Promise<void> {
  for (const folder of [PIDS, LOGS]) mkdirSync(folder, { recursive: true })
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const log = openSync(join(LOGS, 'init.log'), 'a')
  const first = spawn('unshare', [...namespaces, 'bash', '-c', init(prepare)], {
    ...{ detached: true, stdio: ['ignore', log, log] },
  })
  first.unref()
  let ended = false
  const end = (): void => {
    ended = true
  }
  first.once('error', end).once('exit', end)
  while (!existsSync(READY)) {
    if (ended)
      throw new ToolFailed(`The cluster's namespaces: ${readFileSync(join(LOGS, 'init.log'), 'utf8')}`)
    await pause(50)
  }
  writeFileSync(join(PIDS, 'unshare'), String(first.pid))
}

/** How a command enters the cluster's namespaces. */
function entry(): string[] {
  const outer = readFileSync(join(PIDS, 'unshare'), 'utf8')
  const children = readFileSync(`/proc/${outer}/task/${outer}/children`, 'utf8').trim()
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
    env: { ...process.env, PATH: programs(), ...env },
  })
  child.unref()
}

/** Runs a program in the cluster's namespaces that must succeed. @returns its standard output. */
export async function inMachine(command: readonly string[]): Promise<string> {
  const [nsenter = '', ...args] = [...entry(), ...command]
  return run(nsenter, args, { env: { PATH: programs() } })
}

const programs = (): string => `${FOLDERS.programs}:${process.env['PATH']}:/usr/sbin:/sbin`

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

/** What a program of the cluster has used so far. */
export async function usage(name: string): Promise<Usage> {
  const process = `/proc/${readFileSync(join(PIDS, name), 'utf8').trim()}`
  return usageOf(await inMachine(['cat', `${process}/stat`]), await inMachine(['cat', `${process}/status`]))
}

/** Kills a program of the cluster as a crash would. */
export async function kill(name: string): Promise<void> {
  const [nsenter = '', ...args] = [...entry(), 'kill', '-KILL', readFileSync(join(PIDS, name), 'utf8').trim()]
  await run(nsenter, args)
}

/** Ends the cluster, and what a killed run left: every process in the network namespace, then namespace and data. */
export async function stopMachine(): Promise<void> {
  while (isMachineUp()) {
    const pids = (await run('ip', ['netns', 'pids', NETWORK])).split('\n').filter(Boolean)
    for (const pid of pids) end(Number(pid))
    if (pids.length === 0) await run('ip', ['netns', 'delete', NETWORK])
    else await pause(50)
  }
  removeControlGroups()
  // Images lie there unpacked: a great many files.
  await run('rm', ['--recursive', '--force', FOLDERS.run])
  removeLock(LOCK)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
