// `npm run test:notifications`: Argo CD's own notifications controller with base/argocd/notifications, on a real API server
// and a GitHub on loopback. What an Application's status says is written as Argo CD writes it, step by step, and compared
// with the commit statuses that arrive. Builds the programs with Go the first time. Exit code 1 if something else arrives.

import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { loadAll } from 'js-yaml'
import { parse } from 'yaml'
import { type ApiServer, startApiServer } from '../api-server/server.ts'
import { FOLDERS } from '../programs/folders.ts'
import { buildPrograms, moduleFolder } from '../programs/go.ts'
import { ToolFailed } from '../programs/program.ts'
import { ROOT } from '../support/root.ts'
import { startGitHub } from './github.ts'
import { STEPS } from './steps.ts'

const MERGE = 'application/merge-patch+json'
const APPLICATIONS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications'
/** Nothing more arrives after that long without anything. */
const QUIET = 4_000

const report = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

process.exitCode = await main()

async function main(): Promise<number> {
  await buildPrograms(report, { names: ['etcd', 'kube-apiserver', 'argocd'] })
  const github = await startGitHub()
  const server = await startApiServer()
  let controller: ChildProcess | undefined
  let wrong = 0
  try {
    await prepare(server, github.api)
    controller = startController(server)
    for (const { what, status, restart, expected } of STEPS) {
      if (restart) {
        await stop(controller)
        controller = startController(server)
      }
      const before = github.posted.length
      const { ok, message } = await server.ask('PATCH', `${APPLICATIONS}/todo-staging`, { status }, MERGE)
      if (!ok) throw new ToolFailed(message)
      await server.ask('PATCH', `${APPLICATIONS}/another`, { status }, MERGE)
      await quiet(github.posted, before + expected.length)
      const found = github.posted
        .slice(before)
        .map(({ sha, state, context, description }) => [sha[0], state, context, description])
      const wanted = expected.map(([sha, state, description]) => [
        sha,
        state,
        'argocd/todo-staging',
        description,
      ])
      const good = isDeepStrictEqual(found, wanted)
      report(
        `${good ? 'ok   ' : 'WRONG'} ${what}${good ? '' : `\n  expected ${JSON.stringify(wanted)}\n  found    ${JSON.stringify(found)}`}`,
      )
      if (!good) wrong++
    }
  } finally {
    if (controller) await stop(controller)
    if (wrong > 0)
      report(readFileSync(join(dirname(server.kubeconfig), 'notifications.log'), 'utf8').slice(-4000))
    await server.stop()
    github.close()
  }
  report(`${STEPS.length} steps, ${wrong} wrong`)
  return wrong > 0 ? 1 : 0
}

async function create(server: ApiServer, path: string, body: object): Promise<void> {
  const { ok, message } = await server.ask('POST', path, body)
  if (!ok) throw new ToolFailed(`${path}: ${message}`)
}

async function prepare(server: ApiServer, api: string): Promise<void> {
  const crds = join(await moduleFolder('argo-cd', 'github.com/argoproj/argo-cd/v3'), 'manifests/crds')
  for (const name of ['application-crd.yaml', 'appproject-crd.yaml'])
    for (const each of loadAll(readFileSync(join(crds, name), 'utf8')))
      await create(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', each as object)
  await create(server, '/api/v1/namespaces', { metadata: { name: 'argocd' } })
  const core = '/api/v1/namespaces/argocd'
  const settings = parse(
    readFileSync(join(ROOT, 'base/argocd/notifications/argocd-notifications-cm.yaml'), 'utf8'),
  )
  settings.data['service.github'] += `enterpriseBaseURL: ${api}\n`
  await create(server, `${core}/configmaps`, settings)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = String(privateKey.export({ type: 'pkcs1', format: 'pem' }))
  await create(server, `${core}/secrets`, {
    metadata: { name: 'argocd-notifications-secret' },
    stringData: {
      'github-app-id': '1',
      'github-installation-id': '2',
      'github-private-key': key,
      'chat-url': 'http://127.0.0.1:9/',
    },
  })
  const labels = { 'app.kubernetes.io/part-of': 'argocd' }
  await create(server, `${core}/configmaps`, { metadata: { name: 'argocd-cm', labels } })
  await create(server, `${core}/secrets`, {
    metadata: { name: 'argocd-secret', labels },
    stringData: { 'server.secretkey': 'only-for-the-tests-of-notifications-00' },
  })
  await pause(3_000) // until the kinds are served
  const spec = {
    project: 'default',
    source: {
      repoURL: 'https://github.com/todo/gitops.git',
      path: 'overlays/staging',
      targetRevision: 'main',
    },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'todo-staging' },
  }
  const application = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', spec }
  const part = { 'app.kubernetes.io/part-of': 'todo' }
  await create(server, APPLICATIONS, { ...application, metadata: { name: 'todo-staging', labels: part } })
  await create(server, APPLICATIONS, { ...application, metadata: { name: 'another' } })
}

function startController({ kubeconfig }: ApiServer): ChildProcess {
  const log = openSync(join(dirname(kubeconfig), 'notifications.log'), 'a')
  const args = ['--kubeconfig', kubeconfig, '--namespace', 'argocd', '--metrics-port', '0']
  const more = ['--argocd-repo-server', '127.0.0.1:9', '--argocd-repo-server-plaintext']
  return spawn(join(FOLDERS.programs, 'argocd-notifications'), [...args, ...more], {
    stdio: ['ignore', log, log],
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

/** Waits for as many statuses as are expected, at most a minute, and then until nothing more arrives. */
async function quiet(posted: readonly unknown[], wanted: number): Promise<void> {
  for (let waited = 0; posted.length < wanted && waited < 60_000; waited += 200) await pause(200)
  for (let last = -1; last !== posted.length; ) {
    last = posted.length
    await pause(QUIET)
  }
}
