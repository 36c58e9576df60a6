import type { Catalog } from '../catalog/catalog.ts'
import { environmentFiles, type RenderedFile } from '../emit/files.ts'
import { type Definition, withDefaults } from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import { readDefinition, type Source } from '../environment/sources.ts'
import { planEnvironment } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'

export interface Chunk {
  readonly sources: readonly Source[]
  readonly fleet: Fleet
  readonly catalog: Catalog
}

export interface RenderedChunk {
  readonly definitions: Definition[]
  readonly files: RenderedFile[]
  readonly problems: Problem[]
}

/** Renders some environments, each by itself: what one worker does. Pure. */
export function renderChunk({ sources, fleet, catalog }: Chunk): RenderedChunk {
  const services = Object.keys(catalog.services)
  const rendered: RenderedChunk = { definitions: [], files: [], problems: [] }
  for (const source of sources) {
    const { value: definition, problems } = readDefinition(source, catalog, fleet)
    rendered.problems.push(...problems)
    if (!definition) continue
    rendered.definitions.push(definition)
    rendered.files.push(
      ...environmentFiles(planEnvironment(withDefaults(definition, services), fleet, catalog)),
    )
  }
  return rendered
}
