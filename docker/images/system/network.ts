import type { Cleanup } from '../cleanup.ts'
import { output, run } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'

/** A bridge network of this run, in which containers find each other by name. @returns its gateway: this machine */
export async function createNetwork(engine: Engine, name: string, cleanup: Cleanup): Promise<string> {
  cleanup.add(`network ${name}`, () => run([...engine.cli, 'network', 'rm', name]))
  await output([...engine.cli, 'network', 'create', name])
  const description = await output([...engine.cli, 'network', 'inspect', name])
  const gateway = /"[Gg]ateway": "(\d+\.\d+\.\d+\.\d+)"/.exec(description)?.[1]
  if (gateway === undefined) throw new Error(`The network ${name} names no gateway:\n${description}`)
  return gateway
}
