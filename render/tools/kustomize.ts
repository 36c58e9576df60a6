import { createHash } from 'node:crypto'
import { execa } from 'execa'
import { type Cache, openCache } from '../cache/cache.ts'
import { inherited, OFFLINE } from './offline.ts'
import { programIdentity } from './program.ts'
import { providedTool } from './provided-tool.ts'

/** A kustomize that can be run: its command with the arguments that come before the folder. */
export interface Kustomize {
  readonly command: string
  readonly args: readonly string[]
  readonly version: string
  /** Set if no candidate has the wanted version: names both. */
  readonly warning?: string
}

/** No kustomize that can be run, or one that fails. */
export class KustomizeError extends Error {
  override readonly name = 'KustomizeError'
}

interface Candidate {
  readonly command: () => string | undefined | Promise<string | undefined>
  readonly kubectl: boolean
}

/**
 * Finds the kustomize to build with: the first candidate that has exactly the version Argo CD runs, because another
 * one may build other bytes. Only if none has it, any from version 5 on, with a warning.
 *
 * Candidates: $KUSTOMIZE, `kustomize` and `kubectl` on the PATH, and the copy that comes with this repository.
 *
 * @param wanted the version in fleet.yaml, as in `5.8.1`. @param root the repository, for the copy's folder.
 * @throws {KustomizeError} if there is none at all.
 */
export async function findKustomize(wanted: string, root: string): Promise<Kustomize> {
  const candidates: Candidate[] = [
    { command: () => process.env['KUSTOMIZE'], kubectl: false },
    { command: () => 'kustomize', kubectl: false },
    { command: () => 'kubectl', kubectl: true },
    { command: () => providedTool(root, 'kubectl'), kubectl: true },
  ]
  const others: Kustomize[] = []
  const cache = openCache(root)
  for (const candidate of candidates) {
    const found = await tryCandidate(candidate, cache)
    if (found?.version === wanted) return found
    if (found) others.push(found)
  }
  const usable = others.find(({ version }) => Number(version.split('.')[0]) >= 5)
  if (!usable)
    throw new KustomizeError(
      `kustomize 5 or later not found; install kustomize ${wanted}, or set $KUSTOMIZE to its path.`,
    )
  const warning = `Argo CD builds with kustomize ${wanted}, this machine with ${usable.version}: install ${wanted} to build the same bytes.`
  return { ...usable, warning }
}

async function tryCandidate({ command, kubectl }: Candidate, cache: Cache): Promise<Kustomize | undefined> {
  const name = await command()
  const identity = name && programIdentity(name)
  if (!name || identity === 'none') return undefined
  const entry = identity && `version-${createHash('sha256').update(`${kubectl} ${identity}`).digest('hex')}`
  const version = (entry && cache.get(entry)) ?? (await answerOf(name, kubectl, entry))
  if (version === undefined) return undefined
  if (entry && cache.get(entry) === undefined) cache.set(entry, version)
  return { command: name, args: [kubectl ? 'kustomize' : 'build'], version }
}

const asking = new Map<string, Promise<string | undefined>>()

/** The same program isn't asked again while it is still to answer. */
function answerOf(name: string, kubectl: boolean, entry: string | undefined): Promise<string | undefined> {
  const known = entry === undefined ? undefined : asking.get(entry)
  if (known || entry === undefined) return known ?? askVersion(name, kubectl)
  const answer = askVersion(name, kubectl).finally(() => asking.delete(entry))
  asking.set(entry, answer)
  return answer
}

/** Takes a tenth of a second: the answer of a program that can't have changed is kept. */
async function askVersion(name: string, kubectl: boolean): Promise<string | undefined> {
  const asked = await execa(name, kubectl ? ['version', '--client', '--output=json'] : ['version'], {
    reject: false,
  })
  const version = kubectl ? /"kustomizeVersion":\s*"v?([0-9.]+)"/ : /v?([0-9]+\.[0-9]+\.[0-9]+)/
  return asked.failed ? undefined : version.exec(asked.stdout ?? '')?.[1]
}

export interface Built {
  /** The manifests, a YAML stream. */
  readonly manifests: string
  /** What kustomize warned of, deprecated fields among it. */
  readonly warnings: string
}

/**
 * A build is over before collecting garbage would pay: without, it takes half the processor time. The limit is for
 * overlays so large that it wouldn't be (https://go.dev/doc/gc-guide).
 */
const GARBAGE = { GOGC: 'off', GOMEMLIMIT: '512MiB' }

/**
 * Builds one folder; nothing is fetched from the network.
 *
 * @throws {KustomizeError} with what kustomize said.
 */
export async function build({ command, args }: Kustomize, folder: string): Promise<Built> {
  const run = await execa(command, [...args, folder], {
    reject: false,
    stripFinalNewline: false,
    extendEnv: false,
    env: { ...inherited(), ...GARBAGE, ...OFFLINE },
  })
  if (run.failed) throw new KustomizeError(run.stderr.trim() || run.shortMessage || 'kustomize failed')
  return { manifests: run.stdout, warnings: run.stderr }
}
