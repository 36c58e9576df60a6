import { execa } from 'execa'
import { findOnPath } from '../../render/tools/program.ts'
import { IS_COPY } from '../support/root.ts'
import type { Checker, Finding, Installed } from './checker.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { type Installation, install } from './install.ts'
import { type Judgement, judge } from './judge.ts'
import type { Material } from './material.ts'
import type { Tool } from './pins.ts'

/** How a checker ended. Seconds are of the wall clock. */
export type Result = { readonly name: string; readonly version: string } & (
  | ({ readonly state: 'ran'; readonly seconds: number; readonly installSeconds: number } & Judgement)
  /** It can't check anything here, or there is nothing to check. */
  | { readonly state: 'skipped' | 'not needed'; readonly why: string }
  /** It could be run, and ended otherwise than by saying what it found. */
  | { readonly state: 'failed'; readonly why: string }
)

/** Installs a checker if need be, runs it over everything it looks at and judges what it found. */
export async function runChecker(checker: Checker, material: Material, root: string): Promise<Result> {
  const { name, tool } = checker
  const version = tool.onPath && findOnPath(tool.name) ? 'on the PATH' : tool.version
  const subjects = checker.subjects(material)
  if (subjects.length === 0) return { name, version, state: 'not needed', why: 'nothing to check.' }
  const obstacle = checker.obstacle?.(material)
  if (obstacle) return { name, version, state: 'skipped', why: obstacle }

  const begin = performance.now()
  const installations = new Map<Tool, Extract<Installation, { folder: string }>>()
  for (const each of [tool, ...(checker.beside ?? [])]) {
    const installation = await install(each, root)
    if ('refused' in installation)
      return {
        name,
        version,
        state: 'skipped',
        why: `${each.name} can't be installed: ${installation.refused}`,
      }
    installations.set(each, installation)
  }
  const of = (each: Tool) => {
    const installation = installations.get(each)
    if (!installation) throw new Error(`${name} doesn't name ${each.name} as what it needs.`)
    return installation
  }
  const installed: Installed = { program: (each) => of(each).program, folder: (each) => of(each).folder }
  const ready = performance.now()

  const findings: Finding[] = []
  try {
    checker.prepare?.(root, installed)
    for (const subject of subjects) findings.push(...(await look(checker, subject, root, installed)))
  } catch (error) {
    return { name, version, state: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
  const judged = judge(name, findings, EXCEPTIONS)
  return {
    name,
    version,
    state: 'ran',
    seconds: (performance.now() - ready) / 1000,
    installSeconds: (ready - begin) / 1000,
    ...judged,
    // The exceptions are the engine's: of some, a copy has nothing.
    stale: IS_COPY ? [] : judged.stale,
  }
}

/** @throws if the checker crashed: an exit code that says more than its output is not taken for good. */
async function look(
  { tool, args, findingsExit, read }: Checker,
  subject: Parameters<Checker['args']>[0],
  root: string,
  installed: Installed,
): Promise<readonly Finding[]> {
  const run = await execa(installed.program(tool), args(subject, installed), { cwd: root, reject: false })
  const crashed = () =>
    new Error(`${subject.name}: ${run.shortMessage ?? 'failed'}\n${run.stderr.trim().slice(-1000)}`)
  if (run.exitCode !== 0 && (run.exitCode === undefined || run.exitCode !== findingsExit)) throw crashed()
  const findings = read(run.stdout, subject)
  if (run.exitCode !== 0 && findings.length === 0) throw crashed()
  return findings
}
