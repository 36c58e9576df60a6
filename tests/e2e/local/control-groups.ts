import { existsSync, globSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = '/sys/fs/cgroup'
const NAME = 'todo-e2e'

/** Below it the kubelet makes those of the pods. */
export const CONTROL_GROUP = `/${NAME}`

/** What the group of all pods counts for beside one process of this machine, as on a node of eight CPUs. */
const WEIGHTS = { 'cpu.shares': '8192', 'cpu.weight': '800' }

/** One of each hierarchy that this machine has: of version 1 several, of version 2 one. */
export function makeControlGroups(): void {
  for (const hierarchy of hierarchies()) {
    mkdirSync(join(hierarchy, NAME), { recursive: true })
    for (const [file, weight] of Object.entries(WEIGHTS))
      if (existsSync(join(hierarchy, NAME, file))) writeFileSync(join(hierarchy, NAME, file), weight)
  }
}

/** Removes what the pods of a cluster left, the innermost first; nothing runs in them any more. */
export function removeControlGroups(): void {
  for (const hierarchy of hierarchies()) {
    const mine = join(hierarchy, NAME)
    if (!existsSync(mine)) continue
    const inner = globSync('**/', { cwd: mine }).sort((one, other) => other.length - one.length)
    for (const each of inner) rmdirSync(join(mine, each))
    if (existsSync(mine)) rmdirSync(mine)
  }
}

const hierarchies = (): string[] =>
  existsSync(join(ROOT, 'cgroup.controllers'))
    ? [ROOT]
    : globSync('*/', { cwd: ROOT }).map((each) => join(ROOT, each))
