import { join } from 'node:path'
import type { Bases } from '../bases/bases.ts'
import { output } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'
import { imageName, type ServiceName } from '../services.ts'

/** Builds one service's image. @returns seconds it took */
export async function buildImage(
  engine: Engine,
  context: string,
  bases: Bases,
  name: ServiceName,
): Promise<number> {
  const started = Date.now()
  const command = engine.build({
    context,
    dockerfile: join(context, name, 'Dockerfile'),
    tag: imageName(name),
    arguments: {
      BUILD_IMAGE: bases.BUILD_IMAGE,
      RUN_IMAGE: bases.RUN_IMAGE,
      VERSION: '0.0.0-test',
      REVISION: 'test',
    },
  })
  await output(command, { timeoutMs: 900_000 })
  return Math.round((Date.now() - started) / 1000)
}
