// `npm run test:node-versions`: the commands of the README in fresh clones, with the Node and npm versions people have.

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { keptOptions } from '../support/kept-options.ts'
import { RENDER, type Step, SWALLOWED, TEST, WORKLOAD } from './steps.ts'
import { type Toolbox, toolboxes } from './toolbox.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** A system's own: `npm run init` takes it away. */
const hasWorkload = existsSync(join(ROOT, 'docker/package.json'))
const HELP = `npm run test:node-versions [-- options]

Clones HEAD for each combination of Node and npm, and runs npm ci, npm run render and the start of npm test
with no other Node on the PATH.

  --node MAJOR   may be repeated (default: 20, 22, 24)
  --npm MAJOR    may be repeated (default: 10, 11)
  --quick        without the services in docker/
  --help         print this

Exit codes: 0 good, 1 a combination failed, 2 wrong command line, 3 Node or npm could not be installed.
`
const several = (...values: string[]) => ({ type: 'string', multiple: true, default: values }) as const
const OPTIONS = {
  node: several('20', '22', '24'),
  npm: several('10', '11'),
  quick: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const
const { values: options } = parseArgs({ options: OPTIONS })
const kept = keptOptions('test:node-versions', Object.keys(OPTIONS))
if (kept) process.stderr.write(`${kept}\n`)
if (options.help) process.stdout.write(HELP)
else process.exitCode = kept ? 2 : await main()

async function main(): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'todo-node-versions-'))
  try {
    const all = await toolboxes(join(scratch, 'tools'), options.node, options.npm)
    let failed = 0
    for (const toolbox of all) {
      const clone = join(scratch, 'clone')
      const failure = await failureIn(toolbox, clone)
      rmSync(clone, { recursive: true, force: true })
      if (failure) failed++
      process.stdout.write(`npm ${toolbox.npm}, Node ${toolbox.node}: ${failure ?? 'good'}\n`)
    }
    return failed > 0 ? 1 : 0
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return 3
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** What goes wrong first in a clone of HEAD; undefined if nothing does. */
async function failureIn({ node, npm, env }: Toolbox, clone: string): Promise<string | undefined> {
  await execa('git', ['clone', '--quiet', ROOT, clone])
  const steps = [...RENDER, ...SWALLOWED, ...TEST, ...(options.quick || !hasWorkload ? [] : WORKLOAD)]
  for (const step of steps) {
    process.stderr.write(`npm ${npm}, Node ${node}: ${step.command}\n`)
    const { exitCode, all } = await execa(step.command, {
      ...{ cwd: clone, env, extendEnv: false, shell: true, reject: false, all: true, stdin: 'ignore' },
    })
    const wrong = wrongWith(step, exitCode, all)
    if (wrong) return `\`${step.command}\` ${wrong}\n${all}`
  }
  const { stdout } = await execa('git', ['status', '--porcelain'], { cwd: clone })
  return stdout ? `changed files in git:\n${stdout}` : undefined
}

function wrongWith(
  { exit = 0, says = '' }: Step,
  exitCode: number | undefined,
  output: string,
): string | undefined {
  if (exitCode !== exit) return `ended with ${exitCode}, not ${exit}:`
  if (/EBADENGINE/.test(output)) return 'warned of engines:'
  return output.includes(says) ? undefined : `doesn't say "${says}":`
}
