import { type HttpAnswer, http } from '../../../render/tools/http.ts'
import { assert, until } from '../cluster/api.ts'
import { CONTROLLER, installController, removeController } from '../cluster/ingress-controller.ts'
import { OPENED, routeTo } from '../cluster/routes.ts'
import { deploy } from './deployed.ts'
import type { Context, Scenario } from './scenario.ts'

const HOST = 'todo.local'
const INGRESSES = '/apis/networking.k8s.io/v1/namespaces/todo-app/ingresses'
const POLICIES = '/apis/networking.k8s.io/v1/namespaces/todo-app/networkpolicies'

/** Of the frontend, and what it answers without a session. */
const PAGES: Readonly<Record<string, number>> = { '/': 307, '/sign-in': 200, '/api/health': 200 }
/** Pages of services behind the frontend, which has none of them. */
const INTERNAL_PATHS = ['/health', '/health/services', '/ready', '/metrics', '/openapi.json', '/docs']
const PORTS: Readonly<Record<string, number>> = {
  'ai-agent': 8002,
  backend: 8000,
  'mcp-server': 8001,
  postgres: 5432,
}

type Ask = (
  host: string,
  path: string,
  more?: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<HttpAnswer>

export const ingress: Scenario = {
  number: 20,
  title: 'The Ingress serves the frontend at todo.local, and nothing else reaches the backend',
  needs: ['real pods', 'an Ingress controller of this run'],
  notExercised: [
    'ingress-nginx itself: Traefik serves Ingresses of its class',
    'TLS',
    'clients outside of the node: requests go from the node to the Service of the controller',
  ],
  async run(context) {
    await deploy(context)
    const before = await doctor(context)
    assert(before === 'missing: no IngressClass nginx', `doctor without a controller: ${before}`)
    try {
      const ask = await startController(context)
      const after = await doctor(context)
      assert(after.startsWith('ok: traefik-'), `doctor with a controller: ${after}`)
      return [
        `doctor: "${before}" before Traefik is installed, "${after}" after`,
        await servesFrontend(context, ask),
        await limitsByAddress(ask),
        await reachesNothingElse(context, ask),
        await isAccepted(context),
      ]
    } finally {
      await removeController(context.kubectl)
    }
  },
}

/** What `doctor` reports of the controller. */
async function doctor({ environment, repository }: Context): Promise<string> {
  const { output } = await repository.tryNpm('doctor', environment, '--cluster', '--json')
  const { checks } = JSON.parse(output) as { checks: { name: string; state: string; found: string }[] }
  const check = checks.find(({ name }) => name === `Ingress controller of ${CONTROLLER.className}`)
  return `${check?.state}: ${check?.found}`
}

/** @returns how to ask it. */
async function startController({ api, digests, kubectl }: Context): Promise<Ask> {
  const { name, namespace } = CONTROLLER
  const digest = digests[name]
  assert(digest, `no image of ${name}: start the cluster without --only, or with this scenario`)
  await installController(kubectl, digest)
  const service = await api.get(`/api/v1/namespaces/${namespace}/services/${name}`)
  const connect = { host: String(service?.['spec'].clusterIP), port: 80 }
  return (host, path, more) =>
    http({ url: `http://${host}${path}`, connect, timeout: 10_000, ...(more && { method: 'POST', ...more }) })
}

/** Every path is the frontend's, at the one host. */
async function servesFrontend({ frontend }: Context, ask: Ask): Promise<string> {
  await until(`http://${HOST}/api/health by the Ingress`, 30, async () => {
    const { status } = await ask(HOST, '/api/health')
    return status === 200 || `status ${status}`
  })
  for (const host of ['other.local', `api.${HOST}`, 'backend']) {
    const { status } = await ask(host, '/api/health')
    assert(status === 404, `${host}: ${status}`)
  }
  const wanted = { ...PAGES, ...Object.fromEntries(INTERNAL_PATHS.map((path) => [path, 404])) }
  for (const [path, status] of Object.entries(wanted)) {
    const answer = await ask(HOST, path)
    const signal = AbortSignal.timeout(10_000)
    const direct = await fetch(frontend + path, { redirect: 'manual', signal })
    const both = `${answer.status}, by the node port ${direct.status}`
    assert(answer.status === status && direct.status === status, `${path}: ${both}`)
  }
  const pages = Object.entries(PAGES).map(([path, status]) => `${path} ${status}`)
  return `at ${HOST} ${pages.join(', ')}; other hosts, and ${INTERNAL_PATHS.join(', ')}: 404`
}

/** More than all replicas of the backend together accept of one client and one account in a minute. */
const TRIES = 50

/** TRUSTED_PROXIES is 1 with this component: what a client writes about its address is not believed. */
async function limitsByAddress(ask: Ask): Promise<string> {
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'not-a-password' })
  const answers = await Promise.all(
    Array.from({ length: TRIES }, (_, index) =>
      ask(HOST, '/api/auth/signin', {
        headers: {
          'content-type': 'application/json',
          origin: `http://${HOST}`,
          'x-forwarded-for': `192.0.2.${index}`,
        },
        body,
      }),
    ),
  )
  const statuses = Map.groupBy(answers, ({ status }) => status)
  const refused = statuses.get(429)?.length ?? 0
  const others = [...statuses.keys()].filter((status) => status !== 429 && status !== 401)
  assert(refused > 0 && others.length === 0, `sign-ins with forged addresses: ${[...statuses.keys()]}`)
  return `of ${TRIES} failing sign-ins with ${TRIES} forged addresses in X-Forwarded-For, ${refused} were refused as one client's`
}

/** Routes made by hand to each service: only NetworkPolicies keep the same controller from what is behind them. */
async function reachesNothingElse({ api }: Context, ask: Ask): Promise<string> {
  const targets = { ...PORTS, frontend: 3000 }
  const path = (name: string): string => (name === 'frontend' ? '/api/health' : '/health')
  const answers = async (name: string, expected: number): Promise<void> => {
    await until(`${name} by an Ingress of its own: ${expected}`, 30, async () => {
      const { status } = await ask(`${name}.test`, path(name))
      return status === expected || `status ${status}`
    })
  }
  try {
    for (const [name, port] of Object.entries(targets)) {
      const created = await api.create(INGRESSES, routeTo(name, port))
      assert(created.status === 201, `${name}: ${created.status} ${created.message}`)
    }
    await answers('frontend', 200)
    for (const name of Object.keys(PORTS)) await answers(name, 504)
    await api.create(POLICIES, OPENED)
    await answers('backend', 200)
  } finally {
    for (const name of Object.keys(targets)) await api.remove(`${INGRESSES}/e2e-${name}`).catch(() => {})
    await api.remove(`${POLICIES}/${OPENED.metadata.name}`).catch(() => {})
  }
  return `Ingresses made by hand: to the frontend 200, to ${Object.keys(PORTS).join(', ')} 504; to the backend 200 while a NetworkPolicy more allows it`
}

/** By the address that the controller publishes in the Ingress: none is given. */
async function isAccepted({ environment, repository }: Context): Promise<string> {
  const { code, output } = await repository.tryNpm('acceptance', environment)
  const lines = ['external-access', 'internal-only'].map((id) =>
    output.split('\n').find((line) => new RegExp(`^ *passed +${id}:`).test(line)),
  )
  assert(code === 0 && lines.every(Boolean), output)
  return `npm run acceptance: ${lines.map((line) => line?.trim().replace(/ +/, ' ')).join('; ')}`
}
