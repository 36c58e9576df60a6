import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Result } from '../../render/acceptance/evaluate-criteria.ts'
import { providedTool } from '../../render/tools/provided-tool.ts'
import { type Run, run } from '../repository/run.ts'
import { builtSubject } from '../support/built-subject.ts'
import { type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts'
import { layOut, ROOT } from '../support/repository.ts'
import { type Outer, startOuter } from './good-answers.ts'
import { goodCluster, SECRET } from './good-cluster.ts'

// The command with real kubectl, against an API server and a system that are stand-ins on the loopback interface.

let root: string
let objects: ReturnType<typeof goodCluster>
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
  layOut(root)
  objects = goodCluster((await builtSubject('minikube', root)).resources)
})
afterAll(() => rmSync(root, { recursive: true }))

interface Cluster {
  readonly api: KubernetesApi
  readonly outer: Outer
  readonly try: (...args: string[]) => Promise<Run>
}

interface Changes {
  readonly answers?: Parameters<typeof startOuter>[0]
  readonly log?: string
  /** Paths that are refused, as they begin. */
  readonly forbidden?: string
  readonly env?: Readonly<Record<string, string>>
}

async function startCluster({ answers, log = 'listening', forbidden, env }: Changes = {}): Promise<Cluster> {
  const api = await startKubernetesApi({
    answer: (path) => {
      if (forbidden !== undefined && path.endsWith(forbidden)) throw new Error(`${forbidden} is forbidden`)
      return path.endsWith('/log') ? log : undefined
    },
  })
  onTestFinished(api.close)
  for (const each of JSON.parse(JSON.stringify(objects))) api.put(each)
  const outer = await startOuter(answers)
  const kubeconfig = join(root, 'kubeconfig')
  const named = (name: string, key: string, value: object) => ({ name, [key]: value })
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'Config' },
      clusters: [named('minikube', 'cluster', { server: api.url })],
      contexts: [named('minikube', 'context', { cluster: 'minikube', user: 'minikube' })],
      users: [named('minikube', 'user', { token: 'x' })],
    }),
  )
  const kubectl = providedTool(ROOT, 'kubectl') ?? 'kubectl'
  return {
    api,
    outer,
    try: (...args) =>
      run(root, ['acceptance', 'minikube', ...args], {
        env: { KUBECONFIG: kubeconfig, KUBECTL: kubectl, ...env },
      }),
  }
}

const resultsOf = ({ stdout }: Run): Map<string, Result> =>
  new Map((JSON.parse(stdout) as { results: Result[] }).results.map((each) => [each.id, each]))

test('a good cluster passes; the requests only read, and the test user is removed again', async () => {
  const cluster = await startCluster()
  const { exit, stdout, stderr } = await cluster.try('--address', cluster.outer.url)
  expect(stderr).toBe('')
  expect(stdout.replaceAll(String(cluster.outer.port), 'PORT')).toMatchSnapshot()
  expect(exit).toBe(0)
  expect(cluster.api.requests.filter((each) => !each.startsWith('GET '))).toEqual([])
  const asked = cluster.outer.requests
  expect(asked.every(({ host }) => host === 'todo.local')).toBe(true)
  expect(asked.at(-1)).toMatchObject({ what: 'DELETE /api/u%201', cookie: 'session=s1' })
  const signUp = asked.find(({ what }) => what === 'POST /api/auth/signup')
  expect(JSON.parse(signUp?.body ?? '').email).toMatch(/^acceptance-[0-9a-f-]{36}@example\.com$/)
})

test('what fails is a finding with its fix; the journey stops, and removes its user', async () => {
  const cluster = await startCluster({
    answers: { 'POST /api/u%201/chat': { status: 503 }, 'GET /metrics': { status: 200 } },
  })
  const ended = await cluster.try('--address', cluster.outer.url, '--json')
  expect(ended.exit).toBe(1)
  const results = resultsOf(ended)
  expect(results.get('user-journey')).toMatchObject({
    state: 'failed',
    seen: 'ask the chat to add a task: answers 503',
    remediation: expect.any(String),
  })
  expect(results.get('internal-only')).toMatchObject({ state: 'failed' })
  expect(cluster.outer.requests.map(({ what }) => what).slice(-2)).toEqual([
    'POST /api/u%201/chat',
    'DELETE /api/u%201',
  ])
})

test('without a model the journey is skipped, whatever else was right', async () => {
  const body = { response: 'No model is configured, so I cannot chat.', tool_calls: [] }
  const cluster = await startCluster({ answers: { 'POST /api/u%201/chat': { status: 200, body } } })
  const ended = await cluster.try('--address', cluster.outer.url, '--json')
  expect(ended.exit).toBe(0)
  expect(resultsOf(ended).get('user-journey')?.state).toBe('skipped')
})

test('no value of a Secret is shown, wherever it was found', async () => {
  const cluster = await startCluster({ log: `password=${SECRET}` })
  const ended = await cluster.try('--address', cluster.outer.url)
  expect(ended.exit).toBe(1)
  expect(ended.stdout).toContain('auth/KEY is in the log of')
  expect(ended.stdout + ended.stderr).not.toContain(SECRET)
})

test('what may not be read is skipped', async () => {
  const cluster = await startCluster({ forbidden: '/secrets' })
  const ended = await cluster.try('--address', cluster.outer.url, '--json')
  expect(ended.exit).toBe(0)
  expect(resultsOf(ended).get('secrets-hidden')).toMatchObject({
    state: 'skipped',
    seen: expect.stringMatching(/^secret can't be read: /),
  })
})

test('without an address of the host, a port-forward is started and ended', async () => {
  const pids = join(root, 'pids')
  const stub = join(root, 'kubectl.mjs')
  const cluster = await startCluster({ env: { KUBECTL: stub } })
  writeFileSync(
    stub,
    `#!${process.execPath}
import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
const args = process.argv.slice(2)
if (args.includes('port-forward')) {
  appendFileSync(${JSON.stringify(pids)}, process.pid + ' ' + args.join(' ') + '\\n')
  console.log('Forwarding from 127.0.0.1:${cluster.outer.port} -> 3000')
  setInterval(() => {}, 1000)
} else process.exitCode = spawnSync(${JSON.stringify(providedTool(ROOT, 'kubectl') ?? 'kubectl')}, args, { stdio: 'inherit' }).status
`,
  )
  chmodSync(stub, 0o755)
  const ended = await cluster.try('--json')
  expect(ended.exit).toBe(0)
  const results = resultsOf(ended)
  expect(results.get('external-access')).toMatchObject({
    state: 'skipped',
    seen: expect.stringMatching(
      /^todo\.local does not resolve on this machine.* a port-forward to Service\/frontend answers 200$/,
    ),
  })
  expect(results.get('user-journey')?.state).toBe('passed')
  const [pid = '', ...args] = readFileSync(pids, 'utf8').trim().split(' ')
  expect(args.slice(-4)).toEqual(['port-forward', '--address=127.0.0.1', 'service/frontend', ':3000'])
  expect(existsSync(`/proc/${pid}`)).toBe(false)
})

test('an environment without a cluster that answers is a failure, not a finding', async () => {
  const cluster = await startCluster()
  await cluster.api.close()
  const { exit, stderr } = await cluster.try()
  expect(exit).toBe(3)
  expect(stderr).toMatch(/^kubectl: /)
  const unknown = await cluster.try('--context', 'elsewhere')
  expect(unknown.exit).toBe(3)
  expect(unknown.stderr).toContain('has no context "elsewhere"')
})

test('a wrong command line is refused before anything is asked', async () => {
  const cluster = await startCluster()
  const refused = async (...args: string[]): Promise<string> => {
    const { exit, stderr } = await cluster.try(...args)
    expect(exit).toBe(2)
    return stderr
  }
  expect(await refused('--address', 'http://')).toContain('--address: must be')
  expect(await refused('--markdown', 'nowhere.md')).toContain('--markdown: nowhere.md not found')
  expect(cluster.api.requests).toEqual([])
})

test('a page is filled in, and keeps what is not in the table', async () => {
  const cluster = await startCluster()
  const page = join(root, 'page.md')
  writeFileSync(page, readFileSync(join(ROOT, 'tests/acceptance/page.md')))
  const { exit } = await cluster.try('--address', cluster.outer.url, '--markdown', page)
  expect(exit).toBe(0)
  const text = readFileSync(page, 'utf8')
  expect(text).toMatch(/^# A page\n/)
  expect(text).toMatch(
    /Live environment: minikube in context minikube \(Kubernetes v1\.36\.1, 1 node with containerd:\/\/2\.4\.2\), on 20\d\d-\d\d-\d\d\./,
  )
  expect(text).toContain('`container-user`: ')
  expect(text).toContain('**skipped** `monitoring`: ')
  expect(text).toMatch(/\n\nAfter the table\.\n$/)
})
