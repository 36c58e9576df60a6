import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from '../commands.ts'
import { docker, type Engine, podman } from './engine.ts'

/** Debian's packages that build and run images without a daemon. */
export const DEBIAN_PACKAGES = [
  'buildah',
  'podman',
  'runc',
  'netavark',
  'iptables',
  'catatonit',
  'debootstrap',
] as const

/** A tool that is not there, and how to get it: exit 3. */
export class ToolMissing extends Error {}

export const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

/** Docker if its daemon answers, else buildah with podman. @throws ToolMissing */
export async function findEngine(): Promise<Engine> {
  if (process.platform !== 'linux')
    throw new ToolMissing('This test runs on Linux only: it speaks to containers over their bridge network.')
  if (onPath('docker') && (await run(['docker', 'info'], { timeoutMs: 20_000 })).code === 0) return docker
  if (onPath('buildah') && onPath('podman'))
    return podman({ runc: onPath('runc'), systemd: existsSync('/run/systemd/system') })
  throw new ToolMissing(
    [
      'Neither a Docker daemon nor buildah with podman is here. On Debian or Ubuntu, as root:',
      `  apt-get install --no-install-recommends ${DEBIAN_PACKAGES.join(' ')}`,
      'or let this command do it: npm run test:images -- --install',
    ].join('\n'),
  )
}
