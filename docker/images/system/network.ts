import type { Cleanup } from '../cleanup.ts'
import { output, run } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'

export type Network = {
  readonly name: string
  /** This machine, as containers reach it. */
  readonly gateway: string
  /** An address of its own for a container: the same name always gets the same. */
  readonly address: (container: string) => string
}

/**
 * A bridge network of this run. Addresses are given here and stay, as a Kubernetes Service's does: what is tried
 * are the services, not how soon an engine's name server learns that a container has come back elsewhere.
 */
export async function createNetwork(engine: Engine, name: string, cleanup: Cleanup): Promise<Network> {
  const create = [...engine.cli, 'network', 'create']
  cleanup.add(`network ${name}`, () => run([...engine.cli, 'network', 'rm', name], { removes: true }))
  await output([...create, name])
  const { subnet, prefix } = await subnetOf(engine, name)
  // Docker gives fixed addresses only in a network whose subnet was asked for: ask for the one it chose itself.
  await output([...engine.cli, 'network', 'rm', name])
  await output([...create, '--subnet', subnet, name])
  const given = new Map<string, string>()
  return {
    name,
    gateway: `${prefix}.1`,
    address: (container) => {
      const address = given.get(container) ?? `${prefix}.${FIRST + given.size}`
      given.set(container, address)
      return address
    },
  }
}

const FIRST = 10

async function subnetOf(engine: Engine, name: string): Promise<{ subnet: string; prefix: string }> {
  const description = await output([...engine.cli, 'network', 'inspect', name])
  const [, subnet, prefix] = /"[Ss]ubnet": "((\d+\.\d+\.\d+)\.0\/\d+)"/.exec(description) ?? []
  if (subnet === undefined || prefix === undefined)
    throw new Error(`The network ${name} names no subnet:\n${description}`)
  return { subnet, prefix }
}
