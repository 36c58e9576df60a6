import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from './folders.ts'
import { type LeftOut, leaveOut } from './leave-out.ts'
import { run, ToolFailed } from './program.ts'

export const KUBERNETES = '1.36.1'
export const ARGO_CD = '3.5.7'

interface Program {
  readonly name: string
  /** The folder in `modules`, whose go.mod and go.sum pin every version. */
  readonly module: string
  readonly package: string
  readonly ldflags?: string
  readonly links?: readonly string[]
  /** Which pods need it; both if omitted. */
  readonly pods?: Pods
  /** The only scenario that needs it; all if omitted. */
  readonly scenario?: number
  readonly leftOut?: LeftOut
}

const version = 'k8s.io/component-base/version'
const [MAJOR, MINOR] = KUBERNETES.split('.')
const kubernetes = (name: string, pods?: Pods): Program => ({
  name,
  ...(pods && { pods }),
  module: 'kubernetes',
  package: `k8s.io/kubernetes/cmd/${name}`,
  ldflags: `-X ${version}.gitVersion=v${KUBERNETES} -X ${version}.gitMajor=${MAJOR} -X ${version}.gitMinor=${MINOR}`,
})

const PROGRAMS: readonly Program[] = [
  kubernetes('kube-apiserver'),
  kubernetes('kube-controller-manager'),
  kubernetes('kube-scheduler'),
  kubernetes('kubectl'),
  kubernetes('kubelet', 'real'),
  kubernetes('kube-proxy', 'real'),
  {
    name: 'argocd',
    module: 'argo-cd',
    package: '.',
    ldflags: `-X github.com/argoproj/argo-cd/v3/common.version=${ARGO_CD}`,
    links: [
      ...['argocd-application-controller', 'argocd-git-ask-pass', 'argocd-notifications'],
      ...['argocd-redis', 'argocd-repo-server'],
    ],
  },
  { name: 'etcd', module: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  { name: 'kustomize', module: 'kustomize', package: 'sigs.k8s.io/kustomize/kustomize/v5' },
  { name: 'kwok', module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok', pods: 'pretend' },
  {
    name: 'metrics-server',
    module: 'metrics-server',
    package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
    pods: 'real',
  },
  { name: 'node-agent', module: 'node-agent', package: '.', pods: 'real' },
  {
    name: 'traefik',
    module: 'traefik',
    package: 'github.com/traefik/traefik/v3/cmd/traefik',
    pods: 'real',
    scenario: 20,
    // The clients of more than a hundred DNS services, for certificates by DNS challenge.
    leftOut: {
      path: 'github.com/go-acme/lego/v5',
      file: 'providers/dns/zz_gen_dns_providers.go',
      stub: 'dns/providers.go',
    },
  },
]

/** What a pod is: containers that run, or kwok's word that they do. */
export type Pods = 'real' | 'pretend'

const MODULES = join(import.meta.dirname, 'modules')

interface Wanted {
  readonly pods?: Pods
  readonly scenarios?: readonly number[]
  readonly names?: readonly string[]
}

/**
 * Builds the programs of a cluster from pinned Go modules, unless they are in the cache: about ten minutes on two
 * cores the first time.
 *
 * @param report told about each program that is built. @param pods builds what such pods need. @param scenarios
 * leaves out what only other scenarios need; all if omitted or empty. @param names builds
 * these only. @throws {ToolFailed} without Go, or if a build fails.
 */
export async function buildPrograms(
  report: (line: string) => void,
  { pods, scenarios = [], names }: Wanted,
): Promise<void> {
  mkdirSync(FOLDERS.programs, { recursive: true, mode: 0o700 })
  for (const program of PROGRAMS) {
    const { scenario } = program
    if (names ? !names.includes(program.name) : program.pods && program.pods !== pods) continue
    if (scenario !== undefined && scenarios.length > 0 && !scenarios.includes(scenario)) continue
    const stamp = join(FOLDERS.programs, `${program.name}.stamp`)
    const wanted = fingerprint(program)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    const started = Date.now()
    await build(program)
    writeFileSync(stamp, wanted)
    report(`built ${program.name} in ${Math.round((Date.now() - started) / 1000)} s`)
  }
}

/** What a program is built from: its module's files and how it is linked. */
function fingerprint({ module, package: path, ldflags, leftOut }: Program): string {
  const hash = createHash('sha256').update(JSON.stringify([path, ldflags, ...(leftOut ? [leftOut] : [])]))
  for (const file of globSync('**/*.{go,mod,sum}', { cwd: join(MODULES, module) }).sort())
    hash.update(file).update(readFileSync(join(MODULES, module, file)))
  return hash.digest('hex')
}

async function build(program: Program): Promise<void> {
  const { name, module, package: path, ldflags = '', links = [], leftOut } = program
  const folder = join(MODULES, module)
  await run('go', ['version']).catch(() => {
    throw new ToolFailed(
      'go not found: --local builds Kubernetes and Argo CD from Go modules. Install Go 1.26 or later.',
    )
  })
  const target = join(FOLDERS.programs, name)
  const cwd = leftOut ? await leaveOut(leftOut, folder, `${target}.source`) : folder
  await run(
    'nice',
    ['go', 'build', '-trimpath', '-ldflags', `-s -w ${ldflags}`, '-o', `${target}.new`, path],
    { cwd, env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' } },
  )
  if (leftOut) rmSync(cwd, { recursive: true })
  renameSync(`${target}.new`, target)
  for (const link of links) {
    rmSync(join(FOLDERS.programs, link), { force: true })
    symlinkSync(name, join(FOLDERS.programs, link))
  }
}

/** Where the source of a pinned module lies. */
export async function moduleFolder(module: string, path: string): Promise<string> {
  const cwd = join(MODULES, module)
  await run('go', ['mod', 'download', path], { cwd })
  return (await run('go', ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', path], { cwd })).trim()
}
