import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS } from '../programs/folders.ts'
import { ToolFailed } from '../programs/program.ts'

/** What the server answers: `ok`, or its words. */
export interface Answer {
  readonly ok: boolean
  readonly message: string
  readonly body: Readonly<Record<string, unknown>>
}

/** A kube-apiserver with an etcd behind it, on loopback, and nothing else: what it takes is stored, and nothing runs. */
export interface ApiServer {
  readonly ask: (method: string, path: string, body?: object, type?: string) => Promise<Answer>
  readonly url: string
  /** A token of a ServiceAccount. @throws {ToolFailed} if the server gives none */
  readonly tokenOf: (namespace: string, account: string) => Promise<string>
  readonly stop: () => Promise<void>
  /** A file for programs that are to use it, as its administrator. */
  readonly kubeconfig: string
}

/** @throws {ToolFailed} if it is not ready within three minutes. */
export async function startApiServer(): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-api-server-'))
  const at = (name: string): string => join(folder, name)
  const [client, peer, port] = await freePorts(3)
  const token = randomBytes(24).toString('hex')
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const secret = { mode: 0o600 }
  writeFileSync(at('accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), secret)
  writeFileSync(at('accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
  writeFileSync(at('tokens.csv'), `${token},admin,admin,system:masters\n`, secret)
  const [forClients, forPeers] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`]
  const start = (name: string, options: Readonly<Record<string, string | number>>): ChildProcess => {
    const log = openSync(at(`${name}.log`), 'w')
    const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`)
    return spawn(join(FOLDERS.programs, name), args, { cwd: folder, stdio: ['ignore', log, log] })
  }
  const running = [
    start('etcd', {
      'data-dir': at('etcd'),
      'unsafe-no-fsync': 'true',
      'listen-client-urls': forClients,
      'advertise-client-urls': forClients,
      'listen-peer-urls': forPeers,
      'initial-advertise-peer-urls': forPeers,
      'initial-cluster': `default=${forPeers}`,
    }),
    start('kube-apiserver', {
      'etcd-servers': forClients,
      'secure-port': port,
      'bind-address': '127.0.0.1',
      'advertise-address': '127.0.0.1',
      'cert-dir': at('certificates'),
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': at('accounts.pub'),
      'service-account-signing-key-file': at('accounts.key'),
      'service-cluster-ip-range': '10.97.0.0/16',
      'token-auth-file': at('tokens.csv'),
      'authorization-mode': 'RBAC',
      'endpoint-reconciler-type': 'none',
    }),
  ]
  const stop = async (): Promise<void> => {
    for (const each of running.toReversed()) {
      if (each.exitCode !== null || each.signalCode !== null) continue
      const ended = new Promise((resolve) => each.once('exit', resolve))
      each.kill()
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const ask: ApiServer['ask'] = (method, path, body, type = 'application/json') =>
    askAt(port, token, method, path, body, type)
  const kubeconfig = at('kubeconfig')
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(port, token)), secret)
  const deadline = Date.now() + 180_000
  while (Date.now() < deadline) {
    const ready = await ask('GET', '/readyz').catch(() => undefined)
    if (ready?.ok) return { ask, url: `https://127.0.0.1:${port}`, tokenOf: tokensOf(ask), stop, kubeconfig }
    if (running.some(({ exitCode }) => exitCode !== null)) break
    await pause(200)
  }
  throw new ToolFailed(`The API server did not become ready; see ${folder}.`)
}

const tokensOf =
  (ask: ApiServer['ask']): ApiServer['tokenOf'] =>
  async (namespace, account) => {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`
    const { message, body } = await ask('POST', path, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    })
    const { token } = (body['status'] ?? {}) as { readonly token?: string }
    if (token === undefined) throw new ToolFailed(`There is no token of ${account}: ${message}`)
    return token
  }

const kubeconfigOf = (port: number, token: string): object => ({
  ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'local' },
  clusters: [
    { name: 'local', cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } },
  ],
  contexts: [{ name: 'local', context: { cluster: 'local', user: 'admin', namespace: 'argocd' } }],
  users: [{ name: 'admin', user: { token } }],
})

/** The server's certificate is its own, made a moment ago, and the way there is loopback. */
const askAt = (
  port: number,
  token: string,
  method: string,
  path: string,
  body: object | undefined,
  type: string,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type }
    const call = request(
      { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part) => {
          text += part
        })
        response.on('end', () => {
          const json = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {}
          const ok = (response.statusCode ?? 500) < 300
          resolve({ ok, message: String(json['message'] ?? text), body: json })
        })
      },
    )
    call.on('error', reject)
    call.end(body && JSON.stringify(body))
  })

async function freePorts(count: number): Promise<[number, number, number]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports as [number, number, number]
}
