import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { findOnPath } from '../../render/tools/program.ts'

export interface Prometheus {
  readonly promtool: string
  readonly prometheus: string
  readonly version: string
}

/** Prometheus can't be had on this machine; the message says why and what to do. */
export class NotInstalled extends Error {}

/**
 * Prometheus and promtool: of the PATH, or Debian's package, unpacked into `.render/monitoring` and not installed.
 *
 * @param root the repository
 * @throws NotInstalled
 */
export async function installPrometheus(root: string): Promise<Prometheus> {
  const [promtool, prometheus] = [findOnPath('promtool'), findOnPath('prometheus')]
  if (promtool && prometheus) return { promtool, prometheus, version: await versionOf(promtool) }
  const folder = join(root, '.render/monitoring/prometheus')
  const bin = join(folder, 'usr/bin')
  if (!existsSync(bin)) await unpack(folder)
  return {
    promtool: join(bin, 'promtool'),
    prometheus: join(bin, 'prometheus'),
    version: await versionOf(join(bin, 'promtool')),
  }
}

async function unpack(folder: string): Promise<void> {
  if (!findOnPath('apt-get') || !findOnPath('dpkg'))
    throw new NotInstalled('Neither promtool and prometheus nor apt-get are on the PATH; install Prometheus.')
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  try {
    await execa('apt-get', ['download', 'prometheus'], { cwd: draft, all: true })
    const file = readdirSync(draft).find((name) => name.endsWith('.deb')) as string
    await execa('dpkg', ['-x', file, '.'], { cwd: draft })
  } catch (error) {
    const said = (error as { readonly all?: string }).all ?? String(error)
    throw new NotInstalled(`apt-get download prometheus failed; after \`apt-get update\`? ${said}`)
  }
  renameSync(draft, folder)
}

async function versionOf(promtool: string): Promise<string> {
  const { all } = await execa(promtool, ['--version'], { all: true })
  return /version (\S+)/.exec(all)?.[1] ?? 'unknown'
}
