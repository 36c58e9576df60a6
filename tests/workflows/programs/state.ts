import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
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

/** What a program is to refuse: the first argument list that contains `with`, in these words. */
export interface Refusal {
  readonly program: string
  readonly with: string
  readonly says: string
}

const EMPTY: Registry = { manifests: {}, tags: {}, attested: [] }

const readJson = <T>(file: string, otherwise: T): T =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : otherwise

export const readRegistry = (folder: string): Registry =>
  readJson(join(folder, 'registry.json'), structuredClone(EMPTY))

export const writeRegistry = (folder: string, registry: Registry): void =>
  writeFileSync(join(folder, 'registry.json'), JSON.stringify(registry))

export const readRefusals = (folder: string): Refusal[] => readJson(join(folder, 'refusals.json'), [])

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
