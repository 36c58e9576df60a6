// `npm run test:corpora`: runs the rules over the test data of other projects.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Subject } from '../../render/verify/rule.ts'
import { builtSubject } from '../support/built-subject.ts'
import { layOut } from '../support/repository.ts'
import { hostile } from './cases/hostile.ts'
import { kubeScore } from './cases/kube-score.ts'
import { kustomize } from './cases/kustomize.ts'
import { manifests } from './cases/manifests.ts'
import { podSecurity } from './cases/pod-security.ts'
import { type Fetched, fetchModule } from './fetch.ts'
import { MODULES } from './modules.ts'
import { recordCounts, recordedCounts } from './page.ts'
import { countsOf, type Tally } from './tally.ts'

const HELP = `npm run test:corpora [-- options]

Fetches the test data of other projects as Go modules into the user's cache, runs every rule over
them, and compares what they find with what those projects say. Without Go, what can't be fetched
is skipped, and named.

  --update      write the numbers to tests/corpora/counts.json, and docs/corpora.md
  --strict      count what was skipped as a failure
  --seed N      for the damaged resources; defaults to 1
  --help        print this

Exit codes: 0 good, 1 a rule threw, or disagrees without a reason, or the numbers changed, 2 wrong
command line, 3 the network failed, or a corpus was skipped where --strict forbids it.
`

const CORPORA: readonly (readonly [keyof typeof MODULES, (folder: string, own: Subject) => Tally])[] = [
  ['podSecurity', podSecurity],
  ['kubeScore', kubeScore],
  ['kustomize', kustomize],
  ['chainsaw', manifests],
]

process.exitCode = await main()

async function main(): Promise<number> {
  let options: ReturnType<typeof parse>
  try {
    options = parse()
    if (!/^\d+$/.test(options.seed)) throw new Error('--seed: must be an integer ≥ 0')
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return 2
  }
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  const own = await ownSubject('minikube')
  const tallies = new Map<string, Tally>()
  const skipped: string[] = []
  for (const [name, run] of CORPORA) {
    const module = MODULES[name]
    let fetched: Fetched
    try {
      fetched = await fetchModule(module)
    } catch (error) {
      say(String(error))
      return 3
    }
    const title = `${module.path} ${module.version}`
    if ('refused' in fetched) skipped.push(`${title}: skipped: ${fetched.refused}`)
    else tallies.set(title, tell(title, run(fetched.folder, own)))
  }
  const damaged = 'This repository, with damaged fields'
  tallies.set(damaged, tell(damaged, hostile(own, Number(options.seed))))
  for (const line of skipped) say(line)
  return exitOf(tallies, skipped.length > 0, options)
}

/** One of the tests' environments, as the rules see it. */
async function ownSubject(name: string): Promise<Subject> {
  const root = mkdtempSync(join(tmpdir(), 'todo-gitops-corpora-'))
  try {
    layOut(root)
    return await builtSubject(name, root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function exitOf(
  tallies: ReadonlyMap<string, Tally>,
  anySkipped: boolean,
  { update, strict }: { update: boolean; strict: boolean },
): number {
  const known = recordedCounts()
  const counts = Object.fromEntries([...tallies].map(([title, tally]) => [title, countsOf(tally)]))
  if (update) recordCounts({ ...known, ...counts })
  const changed = Object.keys(counts).filter(
    (title) => !update && JSON.stringify(counts[title]) !== JSON.stringify(known[title]),
  )
  for (const title of changed)
    say(`${title}: the numbers are not those of counts.json; see why, then run it with --update.`)
  const wrong = [...tallies.values()].some(({ open, thrown }) => open.length + thrown.length > 0)
  if (wrong || changed.length > 0) return 1
  return anySkipped && strict ? 3 : 0
}

function tell(title: string, tally: Tally): Tally {
  const counts = Object.entries(countsOf(tally)).map(([name, count]) => `${count} ${name}`)
  say(`${title}: ${counts.join(', ')}`)
  for (const line of tally.open) say(`  ${line}`)
  for (const { file, rule, error } of tally.thrown) say(`  ${file}: ${rule} threw: ${error}`)
  return tally
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function parse() {
  const flag = { type: 'boolean', default: false } as const
  return parseArgs({
    options: { update: flag, strict: flag, help: flag, seed: { type: 'string', default: '1' } },
  }).values
}
