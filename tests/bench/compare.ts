import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { build, findKustomize } from '../../render/tools/kustomize.ts'
import { environmentName, writeFleet } from './fleet.ts'
import { type Measurement, measure, median, middle } from './measure.ts'
import { tool } from './tool.ts'

/** Medians for one size of fleet. */
export interface Row {
  readonly environments: number
  readonly cold: Measurement
  readonly unchanged: Measurement
  readonly cdk8s: Measurement
  /** Medians of the ratios within a round: what slows one round slows both sides of its ratio. */
  readonly ratios: { readonly faster: number; readonly unchanged: number }
}

const REPOSITORY = join(import.meta.dirname, '../..')
export const CDK8S = join(import.meta.dirname, 'cdk8s.ts')

const render = (scratch: string, root: string): Measurement => measure(scratch, tool('render', root))

/** Builds the first environment with real kustomize: the objects that both tools are to describe. */
export async function objectsOfOne(scratch: string): Promise<{ file: string; count: number }> {
  const root = join(scratch, 'one')
  writeFleet(root, 1)
  render(scratch, root)
  const kustomize = await findKustomize('5.8.1', REPOSITORY)
  const { manifests } = await build(kustomize, join(root, 'overlays', environmentName(0)))
  const objects = parseAllDocuments(manifests).map((document) => document.toJS())
  const file = join(scratch, 'objects.json')
  writeFileSync(file, JSON.stringify(objects))
  rmSync(root, { recursive: true })
  return { file, count: objects.length }
}

/**
 * Measures one size of fleet, `rounds` times: render in a fresh folder, render again, cdk8s in a fresh folder. The
 * three take turns, so that whatever else the machine does slows all of them.
 */
export function compare(scratch: string, objects: string, environments: number, rounds: number): Row {
  const runs = { cold: [] as Measurement[], unchanged: [] as Measurement[], cdk8s: [] as Measurement[] }
  for (let round = 0; round < rounds; round++) {
    const root = join(scratch, `repository-${environments}-${round}`)
    const outdir = join(scratch, `cdk8s-${environments}-${round}`)
    writeFleet(root, environments)
    mkdirSync(outdir)
    runs.cold.push(render(scratch, root))
    runs.unchanged.push(render(scratch, root))
    runs.cdk8s.push(measure(scratch, [CDK8S, objects, outdir, String(environments)]))
    for (const folder of [root, outdir]) rmSync(folder, { recursive: true })
  }
  const ratio = (over: readonly Measurement[]) =>
    middle(over.map(({ seconds }, round) => seconds / (runs.cold[round]?.seconds ?? Number.NaN)))
  return {
    environments,
    cold: median(runs.cold),
    unchanged: median(runs.unchanged),
    cdk8s: median(runs.cdk8s),
    ratios: { faster: ratio(runs.cdk8s), unchanged: ratio(runs.unchanged) },
  }
}
