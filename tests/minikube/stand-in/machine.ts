import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { providedTool } from '../../../render/tools/provided-tool.ts'
import type { Run } from '../../repository/run.ts'
import { type KubernetesApi, startKubernetesApi, Unanswered } from '../../support/kubernetes-api.ts'
import { ROOT, temporaryFolder } from '../../support/repository.ts'
import { type Arriving, settle } from './settle.ts'

/** A machine with Docker and Minikube, as far as their answers go. kubectl and git are real. */
export interface Machine {
  /** Every call of minikube and docker. */
  readonly calls: string[]
  /** What changed something: calls, and writes to the cluster. */
  readonly writes: string[]
  readonly docker: Set<string>
  readonly node: Set<string>
  readonly api: KubernetesApi
  readonly cache: string
  cluster: 'none' | 'running' | 'stopped'
  /** Kills the command at the first write, or call of git, that it matches, before that has an effect. */
  killAt: RegExp | undefined
  /** Answers that differ from a good machine's, by the beginning of the call. */
  readonly answers: Map<string, { exit?: number; stdout?: string }>
  readonly run: (root: string, ...args: string[]) => Promise<Run>
}

const IMAGES_OF_REGISTRIES = /^quay\.io\/argoproj\//

const TODO: Arriving = { cluster: 'minikube', application: 'todo-minikube', secret: 'database' }

/** @param arriving what Argo CD makes of the root Application. */
export async function startMachine(arriving = TODO): Promise<Machine> {
  const folder = temporaryFolder()
  const kubeconfig = join(folder, 'kubeconfig')
  const addons = new Set<string>()
  let started = ''
  let child: ReturnType<typeof spawn> | undefined
  const write = (what: string): void => {
    machine.writes.push(what)
    if (!machine.killAt?.test(what) || !child?.pid) return
    process.kill(-child.pid, 'SIGKILL')
    throw new Unanswered()
  }
  const canRun = (image: string): boolean => machine.node.has(image) || IMAGES_OF_REGISTRIES.test(image)
  const api = await startKubernetesApi({
    beforeWrite: write,
    afterWrite: (changed) => settle(changed, canRun, arriving),
  })

  function minikube([first = '', ...rest]: readonly string[]): string {
    const [second = '', third = ''] = rest
    switch ([first, second].join(' ')) {
      case 'version --short':
        return 'v1.38.1\n'
      case 'profile list':
        return JSON.stringify({ invalid: [], valid: profiles() })
      case 'addons list':
        return JSON.stringify(Object.fromEntries([...addons].map((name) => [name, { Status: 'enabled' }])))
      case 'addons enable':
        addons.add(third)
        return ''
      case 'image ls':
        return `${[...machine.node].join('\n')}\n`
      case 'image load':
        if (!machine.docker.has(third)) throw new Error(`unable to find ${third}`)
        machine.node.add(third)
        return ''
    }
    if (first === 'start') {
      started = rest[rest.indexOf('--kubernetes-version') + 1] ?? ''
      start()
    }
    if (first === 'delete') remove()
    return first === 'ip' ? '192.168.49.2\n' : ''
  }

  const profiles = (): unknown[] => {
    if (machine.cluster === 'none') return []
    const Config = { KubernetesConfig: { KubernetesVersion: started, CNI: 'calico' } }
    return [{ Name: arriving.cluster, Status: machine.cluster === 'running' ? 'OK' : 'Stopped', Config }]
  }

  function start(): void {
    if (machine.cluster === 'none') {
      api.objects.clear()
      api.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } })
    }
    machine.cluster = 'running'
    const name = arriving.cluster
    const cluster = { name, cluster: { server: api.url } }
    const context = { name, context: { cluster: name, user: name } }
    const user = { name, user: { token: 'x' } }
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [cluster],
        contexts: [context],
        users: [user],
      }),
    )
  }

  function remove(): void {
    machine.cluster = 'none'
    machine.node.clear()
    addons.clear()
    api.objects.clear()
    rmSync(kubeconfig, { force: true })
  }

  function docker(args: readonly string[]): string {
    const image = args[args.indexOf('--tag') + 1] ?? ''
    if (args[0] === 'version') return '28.2.2\n'
    if (args[0] === 'info') return `8 ${16 * 1024 ** 3} ${folder}\n`
    if (args[0] === 'build') {
      const context = args.at(-1) ?? ''
      if (
        !existsSync(
          args.includes('--file') ? (args[args.indexOf('--file') + 1] ?? '') : join(context, 'Dockerfile'),
        )
      )
        throw new Error('no Dockerfile')
      machine.docker.add(image)
    }
    if (args[0] === 'pull') machine.docker.add(args[1] ?? '')
    if (args[1] === 'ls') {
      const named = args.at(-2) === '{{.ID}}' ? args.at(-1) : undefined
      return `${[...machine.docker].filter((each) => named === undefined || each === named).join('\n')}\n`
    }
    if (args[1] === 'rm') for (const each of args.slice(2)) machine.docker.delete(each)
    return ''
  }

  const READS = /^(minikube (version|profile list|addons list|image ls|ip)|docker (version|info|image ls))/

  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      const { program, args } = JSON.parse(body) as { program: string; args: string[] }
      const call = [program, ...args].join(' ')
      machine.calls.push(call)
      const answer = { exit: 0, stdout: '', stderr: '' }
      try {
        if (!READS.test(call)) write(call)
        const other = [...machine.answers].find(([start]) => call.startsWith(start))?.[1]
        answer.stdout =
          other?.stdout ?? (other?.exit ? '' : program === 'docker' ? docker(args) : minikube(args))
        answer.exit = other?.exit ?? 0
      } catch (error) {
        if (error instanceof Unanswered) return response.destroy()
        answer.exit = 1
        answer.stderr = (error as Error).message
      }
      return response.end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const bin = join(folder, 'bin')
  writeStandIns(bin)
  // Shared by all tests: unpacking kubectl takes a second.
  const kubectl = providedTool(ROOT, 'kubectl') ?? 'kubectl'
  const cache = join(folder, 'cache')

  const run = (root: string, ...args: string[]): Promise<Run> => {
    child = spawn(process.execPath, [join(ROOT, 'minikube/cli.ts'), 'minikube', ...args, '-C', root], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        OPENAI_API_KEY: '',
        PATH: `${bin}:${process.env['PATH']}`,
        KUBECONFIG: kubeconfig,
        KUBECTL: kubectl,
        GITOPS_RENDER_CACHE: cache,
        KILL_AT: machine.killAt?.source.startsWith('git ') ? machine.killAt.source.slice(4) : '',
        STAND_IN: `http://127.0.0.1:${port}`,
      },
    })
    return ended(child)
  }

  const machine: Machine = {
    ...{ calls: [], writes: [], docker: new Set(), node: new Set(), api, cache },
    ...{ cluster: 'none', killAt: undefined, answers: new Map(), run },
  }
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await api.close()
  })
  return machine
}

function writeStandIns(bin: string): void {
  const program = join(import.meta.dirname, 'program.mjs')
  mkdirSync(bin)
  const writeScript = (name: string, line: string): void =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  for (const name of ['minikube', 'docker'])
    writeScript(name, `exec '${process.execPath}' '${program}' ${name} "$@"`)
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  writeScript(
    'git',
    `case "\${KILL_AT:+$*}" in *"$KILL_AT"*) [ -z "$KILL_AT" ] || kill -9 0;; esac\nexec '${git}' "$@"`,
  )
}

function ended(child: ReturnType<typeof spawn>): Promise<Run> {
  const out = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      out[name] += text
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit, signal) => resolve({ exit, signal, ...out }))
  })
}
