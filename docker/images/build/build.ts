import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bases, withBases } from '../bases/bases.ts'
import { output } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'
import { imageName, type ServiceName } from '../services.ts'

/** What the images of the test are labelled with. */
export const VERSION = '0.0.0-test'

/** Builds one service's image. @param context a copy of docker/: the Dockerfile in it gets these bases. @returns seconds it took */
export async function buildImage(
  engine: Engine,
  context: string,
  bases: Bases,
  name: ServiceName,
): Promise<number> {
  const started = Date.now()
  const dockerfile = join(context, name, 'Dockerfile')
  await writeFile(dockerfile, withBases(await readFile(dockerfile, 'utf8'), bases))
  const command = engine.build({
    context,
    dockerfile,
    tag: imageName(name),
    arguments: { VERSION, REVISION: 'test' },
  })
  await output(command, { timeoutMs: 900_000 })
  return Math.round((Date.now() - started) / 1000)
}
