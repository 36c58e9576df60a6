// `npm run bench:history`: history, metrics, why and rollback over ten thousand commits, beside git itself on the same repository.

import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CACHE_VARIABLE } from '../../../render/cache/folder.js'
import { findKustomize } from '../../../render/tools/kustomize.ts'
import { middle } from '../measure.ts'
import { place } from '../place.ts'
import { type Timed, timed } from '../timed.ts'
import { writeHistory } from './repository.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const REPOSITORY = join(import.meta.dirname, '../../..')
const COMMITS = values.quick ? 1_000 : 10_000
const ROUNDS = values.quick ? 3 : 9
/** Seconds, as docs/performance.md promises. */
const promised = (name: string): number => (isCached(name) ? 1 : 2)
const isCached = (name: string): boolean => name.endsWith(', cached')

/** A field that a release sets: the line that won was written in one of all those commits. */
const IMAGE = 'spec.template.spec.containers[backend].image'
const REASON = ['--reason', 'Orders were lost']
const tool = (...args: string[]): string[] => [process.execPath, join(REPOSITORY, 'render/cli.js'), ...args]

/** What is measured, and what git needs for something like it. */
const SUBJECTS = {
  history: tool('history', 'staging'),
  metrics: tool('metrics', '--since', '20000d'),
  rollback: tool('rollback', 'staging', ...REASON),
  'rollback to a far commit': tool(
    'rollback',
    'staging',
    ...REASON,
    '--to',
    `HEAD~${Math.floor(COMMITS / 3)}`,
  ),
  promote: tool('promote', '--from', 'staging', '--to', 'production'),
  why: tool('why', 'staging', 'Deployment/backend', IMAGE),
  'why, cached': tool('why', 'staging', 'Deployment/backend', IMAGE),
} as const
const PEERS = {
  history: ['git', 'log', '-p', '--', 'environments/staging/release.yaml'],
  revert: ['git', 'revert', '--no-edit', 'HEAD'],
  blame: ['git', 'blame', '--porcelain', 'environments/staging/release.yaml'],
} as const

/** The name of the peer, and how its command reads. */
const peerOf = (name: string): readonly [keyof typeof PEERS, string] =>
  name.startsWith('why')
    ? ['blame', 'git blame']
    : name === 'history' || name === 'metrics'
      ? ['history', 'git log -p']
      : ['revert', 'git revert']

const { folder, kind } = place()
try {
  const root = join(folder, 'repository')
  mkdirSync(root)
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.name', 'Ada')
  git('config', 'user.email', 'ada@example.com')
  process.stderr.write(`${COMMITS} commits ...\n`)
  const { all, releases } = await writeHistory(root, COMMITS)
  git('reset', '--quiet', '--hard', 'main')
  const head = git('rev-parse', 'HEAD').trim()
  const cache = join(folder, 'cache')
  process.env[CACHE_VARIABLE] = cache
  // Unpacked once per machine, not once per rollback.
  await findKustomize('5.8.1', REPOSITORY)
  timed(tool('check'), { cwd: root })

  /** As it was, and nothing built yet; unless the run before is to be remembered. */
  const run = (command: readonly string[], cached = false): Timed => {
    git('reset', '--quiet', '--hard', head)
    if (!cached) rmSync(join(cache, 'entries'), { recursive: true, force: true })
    return timed(command, { cwd: root })
  }
  process.stderr.write(
    `${all} commits, ${releases} of them changed what staging runs; ${ROUNDS} rounds ...\n`,
  )
  const rounds = Array.from({ length: ROUNDS }, () => {
    const peers = { history: run(PEERS.history), revert: run(PEERS.revert), blame: run(PEERS.blame) }
    return Object.entries(SUBJECTS).map(([name, command]) => {
      const own = run(command, isCached(name))
      return { name, ...own, ratio: own.seconds / peers[peerOf(name)[0]].seconds }
    })
  })
  const targets = Object.keys(SUBJECTS).map((name, index) => {
    const runs = rounds.flatMap((round) => round[index] ?? [])
    const seconds = middle(runs.map((each) => each.seconds))
    const processorSeconds = middle(runs.map((each) => each.processorSeconds))
    const ratio = middle(runs.map((each) => each.ratio))
    return { name, seconds, processorSeconds, ratio, kept: seconds <= promised(name) }
  })
  const machine = { cores: availableParallelism(), node: process.version, files: kind }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, commits: all, releases, rounds, targets }, null, 2)}\n`
      : targets
          .map(
            ({ name, seconds, processorSeconds, ratio, kept }) =>
              `${kept ? 'kept  ' : 'MISSED'} ${name} over ${all} commits within ${promised(name)} s: ${seconds.toFixed(2)} s (${processorSeconds.toFixed(2)} s of processor time), ${ratio.toFixed(1)}x of ${peerOf(name)[1]}\n`,
          )
          .join(''),
  )
  process.exitCode = targets.every(({ kept }) => kept) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
