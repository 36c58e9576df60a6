import { availableParallelism } from 'node:os'
import Tinypool from 'tinypool'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import { type RenderedFile, rootFile } from '../emit/files.ts'
import { checkFleet } from '../environment/check-fleet.ts'
import { readFleet } from '../environment/sources.ts'
import { planRoot } from '../plan/argocd.ts'
import type { Problem } from '../problem/problem.ts'
import type { Inputs } from '../repository/inputs.ts'
import { type Chunk, type RenderedChunk, renderChunk } from './render-chunk.ts'

export interface Rendering {
  /** Every file that should be, in no particular order. Not to be used if there are problems. */
  readonly files: readonly RenderedFile[]
  readonly environments: readonly string[]
  readonly problems: readonly Problem[]
}

/** Starting a worker costs as much as rendering some dozen environments. */
const WORTH_A_WORKER = 60

/** Turns all inputs into all files, or into everything that is wrong with the inputs. Same inputs, same files. */
export async function renderAll({ fleet: fleetBytes, sources, base }: Inputs): Promise<Rendering> {
  const { catalog, problems: baseProblems } = parseCatalog(base)
  const { value: fleet, problems: fleetProblems } = readFleet(fleetBytes)
  const environments = sources.map(({ name }) => name)
  if (!fleet || baseProblems.length > 0)
    return { files: [], environments, problems: [...fleetProblems, ...baseProblems] }

  const chunks = await inParallel({ sources, fleet, catalog })
  const used = new Set(
    chunks.flatMap(({ definitions }) => definitions.map(({ environment }) => environment.cluster)),
  )
  const roots = Object.entries(fleet.clusters)
    .filter(([name]) => used.has(name))
    .map(([name, cluster]) => rootFile(name, planRoot(name, cluster, fleet)))
  return {
    files: [...chunks.flatMap(({ files }) => files), ...roots],
    environments,
    problems: [
      ...chunks.flatMap(({ problems }) => problems),
      ...checkFleet(chunks.flatMap(({ definitions }) => definitions)),
    ],
  }
}

async function inParallel(work: Chunk): Promise<RenderedChunk[]> {
  const workers = Math.min(availableParallelism(), Math.floor(work.sources.length / WORTH_A_WORKER))
  if (workers < 2) return [renderChunk(work)]
  const pool = new Tinypool({
    filename: new URL('./render-chunk.ts', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
  })
  const size = Math.ceil(work.sources.length / workers)
  const chunks = Array.from({ length: workers }, (_, index) => ({
    ...work,
    sources: work.sources.slice(index * size, (index + 1) * size),
  }))
  try {
    return await Promise.all(chunks.map((chunk) => pool.run(chunk, { name: 'renderChunk' })))
  } finally {
    await pool.destroy()
  }
}
