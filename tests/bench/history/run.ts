// `npm run bench:history`: history and rollback over ten thousand commits, beside git itself on the same repository.

import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findKustomize } from '../../../render/tools/kustomize.ts'
import { measure, middle } from '../measure.ts'
import { place } from '../place.ts'
import { writeHistory } from './repository.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const REPOSITORY = join(import.meta.dirname, '../../..')
const CLI = join(REPOSITORY, 'render/cli.ts')
const COMMITS = values.quick ? 1_000 : 10_000
const ROUNDS = values.quick ? 3 : 7
/** Seconds, of the issue. */
const PROMISED = 2

type Measured = 'history' | 'log' | 'rollback' | 'revert' | 'far' | 'promote'

const say = (text: string): boolean => process.stderr.write(`${text}\n`)
const { folder, kind } = place()
try {
  const root = join(folder, 'repository')
  mkdirSync(root)
  git(root, 'init', '--quiet', '--initial-branch=main')
  git(root, 'config', 'user.name', 'Ada')
  git(root, 'config', 'user.email', 'ada@example.com')
  say(`${COMMITS} commits ...`)
  const { all, releases } = await writeHistory(root, COMMITS)
  git(root, 'reset', '--quiet', '--hard', 'main')
  const head = git(root, 'rev-parse', 'HEAD').output.trim()
  const merge = git(root, 'rev-list', '--parents', '-n', '1', 'HEAD').output.trim().split(' ').length > 2
  const mainline = merge ? ['-m', '1'] : []
  // Unpacked once per machine, not once per rollback.
  await findKustomize('5.8.1', REPOSITORY)
  mkdirSync(join(root, '.render'))
  symlinkSync(join(REPOSITORY, '.render/tools'), join(root, '.render/tools'))
  measure(folder, [CLI, '-C', root, 'check'])

  const tool = (...args: string[]): number => measure(folder, [CLI, '-C', root, ...args]).seconds
  const reset = () => {
    git(root, 'reset', '--quiet', '--hard', head)
    rmSync(join(root, '.render/builds'), { recursive: true, force: true })
  }
  const reason = ['--reason', 'Orders were lost']
  const file = 'environments/staging/release.yaml'
  const rounds: Record<Measured, number>[] = []
  say(`${all} commits, ${releases} of them changed what staging runs; ${ROUNDS} rounds ...`)
  for (let round = 0; round < ROUNDS; round++) {
    const history = tool('history', 'staging')
    const log = git(root, 'log', '-p', '--', file).seconds
    const rollback = tool('rollback', 'staging', ...reason)
    reset()
    const revert = git(root, 'revert', '--no-edit', ...mainline, 'HEAD').seconds
    reset()
    const far = tool('rollback', 'staging', ...reason, '--to', `HEAD~${Math.floor(COMMITS / 3)}`)
    reset()
    const promote = tool('promote', '--from', 'staging', '--to', 'production')
    reset()
    rounds.push({ history, log, rollback, revert, far, promote })
  }
  const of = (key: Measured): number => middle(rounds.map((round) => round[key]))
  const ratio = (a: Measured, b: Measured): string =>
    `${middle(rounds.map((round) => round[a] / round[b])).toFixed(1)}x`
  const targets = [
    { promise: 'history', seconds: of('history'), beside: `${ratio('history', 'log')} of git log -p` },
    { promise: 'rollback', seconds: of('rollback'), beside: `${ratio('rollback', 'revert')} of git revert` },
    {
      promise: 'rollback to a far commit',
      seconds: of('far'),
      beside: `${ratio('far', 'revert')} of git revert`,
    },
    { promise: 'promote', seconds: of('promote'), beside: `${ratio('promote', 'revert')} of git revert` },
  ].map((each) => ({ ...each, kept: each.seconds <= PROMISED }))
  const machine = { cores: availableParallelism(), node: process.version, files: kind }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, commits: all, releases, rounds, targets }, null, 2)}\n`
      : targets
          .map(
            ({ promise, seconds, beside, kept }) =>
              `${kept ? 'kept  ' : 'MISSED'} ${promise} over ${all} commits within ${PROMISED} s: ${seconds.toFixed(2)} s, ${beside}\n`,
          )
          .join(''),
  )
  process.exitCode = targets.every(({ kept }) => kept) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function git(cwd: string, ...args: string[]): { seconds: number; output: string } {
  const start = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return { seconds, output: stdout }
}
