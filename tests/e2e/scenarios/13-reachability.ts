import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, type Live } from '../cluster/api.ts'
import { podsByService } from '../cluster/pods.ts'
import { allowedPairs } from '../cluster/reachability.ts'
import { deploy } from './deployed.ts'
import type { Context, Scenario } from './scenario.ts'

/** Workloads that listen, and where. */
const LISTENING: Readonly<Record<string, number>> = {
  'ai-agent': 8002,
  backend: 8000,
  frontend: 3000,
  'mcp-server': 8001,
  postgres: 5432,
}
const COMPONENTS = ['ingress', 'node-port', 'postgres']
const OUTSIDER = 'outsider'

export const reachability: Scenario = {
  number: 13,
  title: 'Every pair of reachability.yaml gets through, and no other: tried with packets',
  needs: ['real pods'],
  notExercised: ["the well-known agents: NetworkPolicies are enforced by the tests' own", 'the model API'],
  async run(context) {
    const { api, frontend, namespace, repository } = context
    await deploy(context)
    const pods = await podsByService(api, namespace)
    const targets = Object.entries(LISTENING).map(([name, port]) => {
      const address = (pods.get(name) ?? [])[0]?.['status'].podIP
      assert(address, `no pod of ${name}`)
      return { name, port, address }
    })
    const sources = await labelsOf(context)
    const allowed = allowedPairs(filesOf(repository.folder), [...sources.keys()])
    const wrong: string[] = []
    let tried = 0
    for (const [from, labels] of sources) {
      const open = await openFrom(context, from, labels, targets)
      for (const { name, port } of targets) {
        if (name === from) continue
        tried += 1
        const pair = `${from} -> ${name}:${port}`
        if (open.includes(name) !== allowed.has(pair))
          wrong.push(
            `${pair} is ${open.includes(name) ? 'open and not written down' : 'written down and closed'}`,
          )
      }
    }
    assert(wrong.length === 0, wrong.join('; '))
    const outside = await fetch(`${frontend}/api/health`, { signal: AbortSignal.timeout(5000) })
    assert(outside.ok, `the frontend answers ${outside.status} from outside`)
    return [
      `${tried} pairs tried with packets, ${sources.size} sources to ${targets.length} targets: the ${allowed.size} that are written down are open, all others closed`,
      'from outside of the cluster the frontend answers by the node port',
    ]
  },
}

const filesOf = (folder: string): string[] =>
  [
    ...globSync('base/platform/reachability.yaml', { cwd: folder }),
    ...globSync('base/services/*/reachability.yaml', { cwd: folder }),
    ...COMPONENTS.map((name) => `base/components/${name}/reachability.yaml`),
  ].map((file) => readFileSync(join(folder, file), 'utf8'))

/** The labels of every workload's pods, of Jobs too, and of a pod that is none of them. */
async function labelsOf({ api, namespace }: Context): Promise<Map<string, object>> {
  const paths = ['apps/v1/%/deployments', 'apps/v1/%/statefulsets', 'batch/v1/%/jobs']
  const lists = await Promise.all(
    paths.map((path) => api.list(`/apis/${path.replace('%', `namespaces/${namespace}`)}`)),
  )
  const own = ({ metadata, ...rest }: Live): [string, object] => {
    const { labels } = rest['spec'].template.metadata
    const kept = Object.entries(labels).filter(([key]) => !/(controller-uid|job-name)$/.test(key))
    return [metadata.name, Object.fromEntries(kept)]
  }
  return new Map([...lists.flat().map(own), [OUTSIDER, { 'app.kubernetes.io/name': OUTSIDER }]])
}

/** Runs in a pod: which addresses answer, or refuse, within two seconds. */
const PROGRAM = `const targets = JSON.parse(process.argv[1])
const tries = targets.map(({ name, address, port }) => new Promise((resolve) => {
  const socket = require('node:net').connect(port, address)
  const end = (open) => { socket.destroy(); resolve(open ? [name] : []) }
  socket.once('connect', () => end(true)).once('error', ({ code }) => end(code === 'ECONNREFUSED'))
  setTimeout(() => end(false), 2000)
}))
Promise.all(tries).then((all) => console.log(JSON.stringify(all.flat())))`

interface Target {
  readonly name: string
  readonly port: number
  readonly address: string
}

/** A pod with a workload's labels that no Service sends requests to, for it is never ready. */
async function openFrom(
  { api, kubectl, namespace }: Context,
  from: string,
  labels: object,
  targets: readonly Target[],
): Promise<string[]> {
  const [backend] = (await podsByService(api, namespace)).get('backend') ?? []
  const name = `e2e-from-${from}`
  const created = await api.create(`/api/v1/namespaces/${namespace}/pods`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      readinessGates: [{ conditionType: 'e2e/never' }],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'probe',
          image: backend?.['spec'].containers[0].image,
          // Rules follow a new pod within a moment.
          command: ['node', '-e', `setTimeout(() => { ${PROGRAM} }, 2000)`, JSON.stringify(targets)],
          resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    },
  })
  assert(created.status === 201, `${name}: ${created.status} ${created.message}`)
  try {
    const done = ['wait', `pod/${name}`, '--for=jsonpath={.status.phase}=Succeeded', '--timeout=90s']
    await kubectl('--namespace', namespace, ...done)
    return JSON.parse(await kubectl('--namespace', namespace, 'logs', name))
  } finally {
    await kubectl('--namespace', namespace, 'delete', 'pod', name, '--wait=false', '--grace-period=1')
  }
}
