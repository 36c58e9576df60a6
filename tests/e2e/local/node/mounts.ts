import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { layOver } from '../../../programs/debian.ts'
import { FOLDERS } from '../../../programs/folders.ts'

/** Enough for ten replicas of a service and an environment more, whatever the machine has; pods share what there is. */
const CPUS = 8
const NODES = '/sys/devices/system/node'

/** What the kubelet would set for the whole machine: it finds them as it wants them, and this machine keeps its own. */
const TUNABLES: Readonly<Record<string, number>> = {
  'vm/overcommit_memory': 1,
  'vm/panic_on_oom': 0,
  'kernel/panic': 10,
  'kernel/panic_on_oops': 1,
  'kernel/keys/root_maxkeys': 1_000_000,
  'kernel/keys/root_maxbytes': 25_000_000,
}

/**
 * Shell commands for the cluster's mount namespace: Debian's packages over this machine's folders, folders of its own
 * for what is written outside the run's folder, and what the kubelet reads about the machine.
 */
export function prepareMounts(): string {
  const at = (...path: string[]): string => join(FOLDERS.run, 'machine', ...path)
  const write = (file: string, text: string): string => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  }
  // As if the machine had its CPUs several times over: the kubelet counts them all, and knows no others.
  const own = cpus().length
  for (let node = 0; node < CPUS / own; node += 1)
    for (let cpu = 0; cpu < own; cpu += 1) {
      const topology = at('nodes', `node${node}`, `cpu${cpu}`, 'topology')
      write(join(topology, 'core_id'), `${cpu}\n`)
      write(join(topology, 'physical_package_id'), `${node}\n`)
    }
  const tunables = Object.entries(TUNABLES).map(
    ([name, value]) => `mount --bind ${write(at('tunables', name), `${value}\n`)} /proc/sys/${name}`,
  )
  return [
    layOver,
    ...['/run', '/var/lib', '/var/log'].map((folder) => `mount -t tmpfs tmpfs ${folder}`),
    `mount --bind ${at('nodes')} ${NODES}`,
    ...tunables,
  ].join(' && ')
}
