import type { Cleanup } from '../cleanup.ts'
import { type Ended, output, run } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'

export type ContainerSpec = {
  readonly name: string
  readonly image: string
  readonly environment?: Readonly<Record<string, string>>
  /** What a Job gives instead of the image's own command. */
  readonly args?: readonly string[]
  /** Its address in the network; any if not given. */
  readonly address?: string
  /** The addresses of others, by the names it knows them by. */
  readonly hosts?: Readonly<Record<string, string>>
  /** A port of the loopback, and the port in the container that it leads to. */
  readonly publish?: { readonly local: number; readonly port: number }
}

export type Containers = {
  /** Starts one in the background. @returns its id */
  readonly start: (spec: ContainerSpec) => Promise<string>
  /** Runs one to its end and removes it. */
  readonly runToEnd: (spec: ContainerSpec) => Promise<Ended>
  readonly signal: (id: string, signal: 'TERM' | 'KILL') => Promise<void>
  /** Starts one again that has ended. */
  readonly again: (id: string) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly state: (id: string) => Promise<{ running: boolean; exitCode: number }>
  readonly logs: (id: string) => Promise<string>
  /** Runs Node in a running container. @returns what it writes */
  readonly evaluate: (id: string, program: string) => Promise<string>
}

/** What every container of a deployment gets: base/services asks the same of Kubernetes. */
const HARDENED = [
  ...['--read-only', '--tmpfs', '/tmp:rw,mode=1777'],
  ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
]

/** One per address: neighbours that remember it need not learn it again when the container comes back. */
const macOf = (address: string): string => {
  const bytes = address.split('.').map((each) => Number(each).toString(16).padStart(2, '0'))
  return ['02', '42', ...bytes].join(':')
}

export function createContainers(engine: Engine, network: string, cleanup: Cleanup): Containers {
  const { cli, runFlags, name: engineName } = engine
  // Podman mounts more writable places than /tmp on its own.
  const hardened = engineName === 'podman' ? [...HARDENED, '--read-only-tmpfs=false'] : HARDENED
  const command = (spec: ContainerSpec, mode: readonly string[]): string[] => [
    ...[...cli, 'run', ...mode, '--name', spec.name, '--network', network],
    ...(spec.address ? ['--ip', spec.address, '--mac-address', macOf(spec.address)] : []),
    ...Object.entries(spec.hosts ?? {}).flatMap(([name, address]) => ['--add-host', `${name}:${address}`]),
    ...hardened,
    ...runFlags,
    ...(spec.publish ? ['--publish', `127.0.0.1:${spec.publish.local}:${spec.publish.port}`] : []),
    ...Object.entries(spec.environment ?? {}).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    ...[spec.image, ...(spec.args ?? [])],
  ]
  const remove = async (id: string): Promise<void> => {
    await output([...engine.remove, id], { removes: true })
  }
  const removeByName = (name: string) => () => run([...engine.remove, name], { removes: true })
  return {
    start: async (spec) => {
      cleanup.add(spec.name, removeByName(spec.name))
      return output(command(spec, ['--detach']))
    },
    runToEnd: async (spec) => {
      cleanup.add(spec.name, removeByName(spec.name))
      return run(command(spec, ['--rm', '--no-healthcheck']))
    },
    signal: async (id, signal) => {
      await output([...cli, 'kill', '--signal', signal, id])
    },
    again: async (id) => {
      await output([...cli, 'start', id])
    },
    remove,
    state: async (id) => {
      const format = '{{.State.Running}} {{.State.ExitCode}}'
      const [running, code] = (await output([...cli, 'inspect', '--format', format, id])).split(' ')
      return { running: running === 'true', exitCode: Number(code) }
    },
    logs: async (id) => {
      const { stdout, stderr } = await run([...cli, 'logs', id])
      return stdout + stderr
    },
    evaluate: (id, program) => output([...cli, 'exec', id, 'node', '--eval', program]),
  }
}
