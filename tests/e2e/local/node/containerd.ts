import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS } from '../../../programs/folders.ts'
import { ToolFailed } from '../../../programs/program.ts'
import { REGISTRY } from '../../images/list.ts'
import { REGISTRY_PORT } from '../addresses.ts'
import { inMachine, start } from '../machine.ts'
import { CNI_FOLDER } from './network.ts'

export const SOCKET = '/run/containerd.sock'
export const LOCAL_REGISTRY = `127.0.0.1:${REGISTRY_PORT}`
export const AGENT_IMAGE = `${LOCAL_REGISTRY}/todo-e2e/node-agent:1`

const at = (...path: string[]): string => join(FOLDERS.run, 'containerd', ...path)

export const ctr = (...args: string[]): Promise<string> =>
  inMachine(['ctr', '--address', SOCKET, '--namespace', 'k8s.io', ...args])

/** Starts containerd, which asks the run's registry for the images that release.yaml names. */
export async function startContainerd(): Promise<void> {
  mkdirSync(at('certs.d', REGISTRY), { recursive: true })
  const host = `http://${LOCAL_REGISTRY}`
  writeFileSync(
    at('certs.d', REGISTRY, 'hosts.toml'),
    `server = "${host}"\n[host."${host}"]\n  capabilities = ["pull", "resolve"]\n`,
  )
  writeFileSync(at('config.toml'), CONFIG)
  start('containerd', ['containerd', '--config', at('config.toml')])
  for (let tries = 0; ; tries += 1) {
    if (await ctr('version').catch(() => '')) return
    if (tries > 200) throw new ToolFailed('containerd does not answer; see its log.')
    await pause(150)
  }
}

const CRI = 'io.containerd.grpc.v1.cri'
const CONFIG = `version = 2
root = '${at('root')}'
state = '/run/containerd'
disabled_plugins = ['io.containerd.snapshotter.v1.btrfs', 'io.containerd.snapshotter.v1.devmapper', 'io.containerd.snapshotter.v1.zfs', 'io.containerd.snapshotter.v1.aufs', 'io.containerd.tracing.processor.v1.otlp', 'io.containerd.internal.v1.tracing']
[grpc]
  address = '${SOCKET}'
[plugins.'io.containerd.internal.v1.opt']
  path = '${at('opt')}'
[plugins.'${CRI}']
  sandbox_image = '${AGENT_IMAGE}'
  restrict_oom_score_adj = true
  enable_unprivileged_ports = true
  disable_apparmor = true
  [plugins.'${CRI}'.registry]
    config_path = '${at('certs.d')}'
  [plugins.'${CRI}'.containerd]
    snapshotter = 'overlayfs'
    default_runtime_name = 'runc'
    [plugins.'${CRI}'.containerd.runtimes.runc]
      runtime_type = 'io.containerd.runc.v2'
      [plugins.'${CRI}'.containerd.runtimes.runc.options]
        BinaryName = '/usr/sbin/runc'
        SystemdCgroup = false
  [plugins.'${CRI}'.cni]
    bin_dir = '/usr/lib/cni'
    conf_dir = '${CNI_FOLDER}'
`
