import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the stand-ins of docker, gh, cosign and npm were asked, one JSON a line in `calls`. */
export interface Asked {
  readonly program: string
  readonly args: readonly string[]
  readonly token?: string
}

/** A registry: raw manifests by digest, digests by `IMAGE:TAG`, and what is attested. */
export interface Registry {
  readonly manifests: Record<string, string>
  readonly tags: Record<string, string>
  readonly attested: string[]
}

/** What a program is to refuse: every argument list that contains `with`, in these words. */
export interface Refusal {
  readonly program: string
  readonly with: string
  readonly says: string
  /** How often; always by default. */
  readonly times?: number
}

const EMPTY: Registry = { manifests: {}, tags: {}, attested: [] }

const readJson = <T>(file: string, otherwise: T): T =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : otherwise

export const readRegistry = (folder: string): Registry =>
  readJson(join(folder, 'registry.json'), structuredClone(EMPTY))

export const writeRegistry = (folder: string, registry: Registry): void =>
  writeFileSync(join(folder, 'registry.json'), JSON.stringify(registry))

const readRefusals = (folder: string): Refusal[] => readJson(join(folder, 'refusals.json'), [])

/** What a program refuses of a command line. Counts those that it refuses a number of times. */
export function takeRefusal(folder: string, program: string, line: string): Refusal | undefined {
  const all = readRefusals(folder)
  const taken = all.find((each) => each.program === program && line.includes(each.with) && each.times !== 0)
  if (taken?.times !== undefined) {
    const left = all.map((each) => (each === taken ? { ...each, times: (each.times ?? 1) - 1 } : each))
    writeFileSync(join(folder, 'refusals.json'), JSON.stringify(left))
  }
  return taken
}

export const refuse = (folder: string, refusal: Refusal): void =>
  writeFileSync(join(folder, 'refusals.json'), JSON.stringify([...readRefusals(folder), refusal]))

export const record = (folder: string, asked: Asked): void =>
  appendFileSync(join(folder, 'calls'), `${JSON.stringify(asked)}\n`)

export const callsOf = (folder: string): Asked[] =>
  existsSync(join(folder, 'calls'))
    ? readFileSync(join(folder, 'calls'), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Asked)
    : []

/** A run of a workflow, as `gh run list` finds it. */
export interface KnownRun {
  readonly workflow: string
  readonly commit: string
  readonly event: string
}

/** Where a run keeps its artifacts, each in a folder of its name. */
export const artifactsOf = (folder: string, id: number): string => join(folder, 'artifacts', String(id))

export const readRuns = (folder: string): KnownRun[] => readJson(join(folder, 'runs.json'), [])

/** @returns the folder of the run's artifacts; its id is its place in the list, from 1 on. */
export function recordRun(folder: string, run: KnownRun): string {
  const runs = [...readRuns(folder), run]
  writeFileSync(join(folder, 'runs.json'), JSON.stringify(runs))
  const artifacts = artifactsOf(folder, runs.length)
  mkdirSync(artifacts, { recursive: true })
  return artifacts
}
