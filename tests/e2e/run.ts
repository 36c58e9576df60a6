// `npm run e2e`: tries what the documents promise on a cluster with Argo CD, one that it builds and starts, or another.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { unpackDebian } from '../programs/debian.ts'
import { FOLDERS, LOCK } from '../programs/folders.ts'
import { buildPrograms } from '../programs/go.ts'
import { ToolFailed } from '../programs/program.ts'
import { keptOptions } from '../support/kept-options.ts'
import { ROOT } from '../support/root.ts'
import { HELP } from './help.ts'
import { buildImages } from './images/images.ts'
import { createNetwork, isMachineUp, NETWORK, stopMachine } from './local/machine.ts'
import { localTarget } from './local/target.ts'
import { isAlive, processOf, readLock, writeLock } from './lock.ts'
import { namedTarget } from './named/target.ts'
import { OPTION_NAMES, type Options, parseOptions, UsageError } from './options.ts'
import { runScenarios } from './run-scenarios.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'

/** Set in the part that runs inside the network namespace. */
const INSIDE = 'TODO_E2E_INSIDE'

const report = (line: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
}

process.exitCode = await main()

async function main(): Promise<number> {
  try {
    const kept = keptOptions('e2e', OPTION_NAMES)
    if (kept) throw new UsageError(kept)
    const options = parseOptions(
      process.argv.slice(2),
      SCENARIOS.map(({ number }) => number),
    )
    if (options.help) {
      process.stdout.write(HELP)
      return 0
    }
    if (process.env[INSIDE]) return await runScenarios(options, report, localTarget)
    return options.local || options.down
      ? await outside(options)
      : await runScenarios(options, report, namedTarget)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return error instanceof UsageError ? 2 : 3
  }
}

/** Builds, makes the network namespace, runs this program in it, and cleans up however that ended. */
async function outside({ down, keep, kept, only, pods }: Options): Promise<number> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new ToolFailed('--local needs Linux and root: it makes namespaces of its own.')
  const running = readLock(LOCK)
  if (isAlive(running)) throw new ToolFailed(`Another run is at work: process ${running?.pid}.`)
  if (kept) {
    if (!isMachineUp()) throw new ToolFailed('--kept: no cluster is running; start one with --keep.')
    return inside()
  }
  if (isMachineUp()) report('stopping what an earlier run left')
  await stopMachine()
  if (down) return 0
  await buildPrograms(report, { pods, scenarios: only })
  if (pods === 'real') {
    await unpackDebian(report)
    await buildImages(ROOT, report)
  }
  const self = processOf(process.pid)
  if (!self) throw new ToolFailed('/proc is not mounted.')
  writeLock(LOCK, self)
  let code = 3
  try {
    await createNetwork()
    code = await inside()
  } finally {
    if (keep && code !== 130 && existsSync(FOLDERS.run)) report(howToLook())
    else await stopMachine()
  }
  return code
}

/** Ctrl-C and `kill` end the inner part first, so that nothing is started while everything is stopped. */
async function inside(): Promise<number> {
  const script = process.argv[1] ?? ''
  const command = [`--net=/run/netns/${NETWORK}`, process.execPath, script, ...process.argv.slice(2)]
  const child = spawn('nsenter', command, { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } })
  let interrupted = false
  const stop = (): void => {
    interrupted = true
    child.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (ended) => resolve(ended ?? 3))
  })
  return interrupted ? 130 : code
}

function howToLook(): string {
  return [
    'the cluster runs on. Look at it with',
    `  nsenter --net=/run/netns/${NETWORK} ${FOLDERS.programs}/kubectl --kubeconfig ${FOLDERS.run}/kubeconfig get pods --all-namespaces`,
    `  logs: ${FOLDERS.run}/logs; repository: ${FOLDERS.run}/work`,
    'Stop it with: npm run e2e -- down',
  ].join('\n')
}
