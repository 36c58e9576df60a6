// `npm run test:checkers`: runs outside checkers over what this repository holds and builds.

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { suggest } from '../../render/problem/nearest.ts'
import { keptOptions } from '../support/kept-options.ts'
import type { Checker } from './checker.ts'
import { CHECKERS } from './checkers.ts'
import { removeGoModules } from './install.ts'
import { gather } from './material.ts'
import { exitOf, lines, summary } from './report.ts'
import { type Result, runChecker } from './run-checker.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NAMES = [...new Set(CHECKERS.flatMap(({ name, tool }) => [name, tool.name]))]
const OPTIONAL = CHECKERS.filter(({ optional }) => optional).map(({ name }) => name)
const HELP = `npm run test:checkers [-- options]

Installs pinned outside checkers into .render/checkers, which git ignores, and runs them over this
repository. A second run installs nothing. Exceptions stand in tests/checkers/exceptions.ts.

  --only NAME   run only this one; may be repeated
  --with NAME   also run an optional one: ${OPTIONAL.join(', ')}
  --strict      count what was skipped as a failure
  --json        print the results for a program
  --help        print this

Checkers: ${CHECKERS.map(({ name }) => name).join(', ')}

Exit codes: 0 good, 1 findings or a stale exception, 2 wrong command line, 3 a checker failed, or
was skipped where --strict forbids it. What can't be installed here is skipped.
`

const several = { type: 'string', multiple: true, default: [] as string[] } as const
const flag = { type: 'boolean', default: false } as const
const OPTIONS = { only: several, with: several, strict: flag, json: flag, help: flag }

process.exitCode = await main()

async function main(): Promise<number> {
  const kept = keptOptions('test:checkers', Object.keys(OPTIONS))
  if (kept) {
    process.stderr.write(`${kept}\n`)
    return 2
  }
  let options: ReturnType<typeof parse>
  try {
    options = parse()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return 2
  }
  const { only, with: wanted, strict, json, help } = options
  if (help) {
    process.stdout.write(HELP)
    return 0
  }
  const unknown = [...only, ...wanted].find((name) => !NAMES.includes(name))
  if (unknown) {
    process.stderr.write(`There is no checker "${unknown}".${suggest(unknown, NAMES)}\n`)
    return 2
  }
  const named = (names: readonly string[], { name, tool }: Checker) =>
    names.includes(name) || names.includes(tool.name)
  const chosen = CHECKERS.filter((checker) =>
    only.length > 0 ? named(only, checker) : !checker.optional || named(wanted, checker),
  )
  const say = (text: readonly string[]) =>
    (json ? process.stderr : process.stdout).write(`${text.join('\n')}\n`)
  try {
    const results = await runAll(chosen, say)
    if (json) process.stdout.write(`${JSON.stringify({ results }, plain, 2)}\n`)
    return exitOf(results, strict)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return 3
  }
}

/** One after the other: each of them uses every core, and so does building it. */
async function runAll(
  checkers: readonly Checker[],
  say: (text: readonly string[]) => void,
): Promise<readonly Result[]> {
  const material = await gather(ROOT)
  const results: Result[] = []
  for (const checker of checkers) {
    if (process.stderr.isTTY) process.stderr.write(`${checker.name} ...\r`)
    const result = await runChecker(checker, material, ROOT)
    results.push(result)
    say(lines(result))
  }
  removeGoModules(ROOT)
  say(summary(results))
  const left = OPTIONAL.filter((name) => !checkers.some((checker) => checker.name === name))
  if (left.length > 0) say([`Not asked for: ${left.join(', ')} (--with NAME).`])
  return results
}

/** An exception's place is a regular expression, which JSON knows nothing of. */
function plain(_: string, value: unknown): unknown {
  return value instanceof RegExp ? value.source : value
}

function parse() {
  return parseArgs({ options: OPTIONS }).values
}
