// Runs a script with the Node that package-lock.json pins: `node pinned-node.mjs SCRIPT ARGUMENTS`.
//
// Every npm script starts here, on the Node that npm itself runs on. So this is plain JavaScript for Node 18 and later.
// npm 10 doesn't link node_modules/.bin/node, because its clean-up after the packages of other platforms removes the
// link (https://github.com/npm/cli/issues/4362). Where npm has no patched Node for this platform (macOS), or one that
// can't run here (musl), the machine's own Node runs the script if it is not older than the pinned one.

import { spawn } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, resolve } from 'node:path'
import { isatty } from 'node:tty'
import { pathToFileURL } from 'node:url'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const WINDOWS = process.platform === 'win32'
const PACKAGE = `node-${WINDOWS ? 'win' : process.platform}-${process.arch}`
const { optionalDependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
const VERSION =
  optionalDependencies[PACKAGE] ??
  Object.entries(optionalDependencies).find(([name]) => name.startsWith('node-'))[1]

const [script, ...args] = process.argv.slice(2)
const pinned = installed()
if (pinned === undefined) await runHereIfNewEnough()
else if (pinned === realpathSync(process.execPath)) await runHere()
else runWith(pinned)

/** The pinned Node, if it is installed for this platform where the script looks for packages. */
function installed() {
  try {
    return realpathSync(createRequire(resolve(script)).resolve(`${PACKAGE}/bin/node${WINDOWS ? '.exe' : ''}`))
  } catch {
    return undefined
  }
}

/** Runs the script in this process, as if Node had been started with it. */
async function runHere() {
  process.argv.splice(1, 2, resolve(script))
  putFirstInPath(process.execPath)
  try {
    await import(pathToFileURL(resolve(script)))
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    fail(`${error.message}: run \`npm ci\`.`)
  }
}

/** Runs the script in a child with the same streams. It gets the signals sent here; its exit code becomes ours. */
function runWith(node) {
  putFirstInPath(node)
  const child = spawn(node, [...process.execArgv, script, ...args], { stdio: 'inherit' })
  // Ctrl-C reaches every process of a terminal by itself.
  const terminal = [0, 1, 2].some(isatty)
  const forward = (signal) => (signal === 'SIGINT' && terminal) || child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, forward)
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
  child.on('error', ({ code }) => {
    for (const signal of SIGNALS) process.off(signal, forward)
    runHereIfNewEnough(code)
  })
}

/** @param failure why the pinned Node could not be started, as an error code. */
function runHereIfNewEnough(failure) {
  if (isAtLeast(process.versions.node, VERSION)) return runHere()
  const [reason, fix] = failure
    ? [`${PACKAGE} can't run here (${failure}; it needs glibc)`, '']
    : PACKAGE in optionalDependencies
      ? [`${PACKAGE} is not installed`, 'run `npm ci` on this machine, without --omit=optional, or ']
      : [`npm has no patched Node 24 for ${process.platform}-${process.arch}`, '']
  fail(
    `Node ${VERSION} or later is required. This is ${process.versions.node}, and ${reason}: ${fix}install Node ${VERSION} or later.`,
  )
}

/** For the processes that the script starts. */
function putFirstInPath(node) {
  process.env.PATH = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter)
}

function isAtLeast(version, minimum) {
  const [a, b] = [version, minimum].map((text) => text.split('.').map(Number))
  const index = a.findIndex((part, position) => part !== b[position])
  return index === -1 || a[index] > b[index]
}

/** Ends with the exit code of a failed tool, as the commands do. */
function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exitCode = 3
}
