import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseAllDocuments } from 'yaml'

/** An object as it was applied, with what the server adds. */
export interface Stored {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid?: string
    readonly generation?: number
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  // biome-ignore lint/suspicious/noExplicitAny: an object of any kind.
  readonly [field: string]: any
}

export interface KubernetesApi {
  readonly url: string
  /** By path, such as `/api/v1/namespaces/argocd/secrets/x`. */
  readonly objects: Map<string, Stored>
  /** Every request, as `GET /api/v1/pods?limit=500`. */
  readonly requests: string[]
  readonly find: (kind: string, name: string) => Stored | undefined
  readonly put: (object: Stored) => void
  readonly close: () => Promise<void>
}

export interface Hooks {
  /** Before an object is written; what it throws leaves the request unanswered. */
  readonly beforeWrite?: (what: string) => void
  /** After an object was written: what the cluster makes of it. */
  readonly afterWrite?: (api: KubernetesApi) => void
  /** Answers what is not kept as an object, such as logs and metrics. */
  readonly answer?: (path: string) => unknown
}

const KINDS: Readonly<Record<string, readonly [plural: string, kind: string, cluster?: 'cluster'][]>> = {
  v1: [
    ['namespaces', 'Namespace', 'cluster'],
    ['nodes', 'Node', 'cluster'],
    ['configmaps', 'ConfigMap'],
    ['secrets', 'Secret'],
    ['services', 'Service'],
    ['pods', 'Pod'],
    ['resourcequotas', 'ResourceQuota'],
    ['persistentvolumeclaims', 'PersistentVolumeClaim'],
    ['limitranges', 'LimitRange'],
    ['events', 'Event'],
  ],
  'apps/v1': [
    ['deployments', 'Deployment'],
    ['statefulsets', 'StatefulSet'],
    ['daemonsets', 'DaemonSet'],
    ['replicasets', 'ReplicaSet'],
  ],
  'batch/v1': [['jobs', 'Job']],
  'autoscaling/v2': [['horizontalpodautoscalers', 'HorizontalPodAutoscaler']],
  'policy/v1': [['poddisruptionbudgets', 'PodDisruptionBudget']],
  'networking.k8s.io/v1': [
    ['networkpolicies', 'NetworkPolicy'],
    ['ingresses', 'Ingress'],
  ],
  'argoproj.io/v1alpha1': [
    ['applications', 'Application'],
    ['appprojects', 'AppProject'],
  ],
}

/**
 * A stand-in for an API server, for the real kubectl: it keeps what is applied, and answers discovery, get, list, apply,
 * create, patch and delete of the kinds above. It checks nothing of what it is given.
 */
export async function startKubernetesApi(hooks: Hooks = {}): Promise<KubernetesApi> {
  const objects = new Map<string, Stored>()
  const requests: string[] = []
  const server = createServer((request, response) => {
    void respond(request, response).catch((error: Error) => {
      if (error.name === 'Unanswered') response.destroy()
      else send(response, 500, { kind: 'Status', status: 'Failure', message: error.message })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const api: KubernetesApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    find: (kind, name) =>
      [...objects.values()].find((each) => each.kind === kind && each.metadata.name === name),
    put: (object) => objects.set(pathOf(object), withServerFields(object)),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', api.url)
    const method = request.method ?? 'GET'
    requests.push(`${method} ${request.url}`)
    const body = await textOf(request)
    const known = discovery(pathname) ?? (method === 'GET' ? hooks.answer?.(pathname) : undefined)
    if (known !== undefined) return send(response, 200, known)
    if (method === 'GET') {
      const listed = list(pathname, searchParams)
      const found = objects.get(pathname)
      if (listed) return send(response, 200, listed)
      return found ? send(response, 200, found) : send(response, 404, notFound(pathname))
    }
    hooks.beforeWrite?.(`${method} ${pathname}`)
    if (method === 'DELETE') {
      const found = objects.get(pathname)
      objects.delete(pathname)
      hooks.afterWrite?.(api)
      return found ? send(response, 200, found) : send(response, 404, notFound(pathname))
    }
    const given = parseAllDocuments(body)[0]?.toJS() as Stored
    const path = method === 'POST' ? `${pathname}/${given.metadata.name}` : pathname
    const before = objects.get(path)
    objects.set(path, withServerFields(merged(before ?? {}, given) as Stored, before))
    hooks.afterWrite?.(api)
    send(response, before ? 200 : 201, objects.get(path))
  }

  function list(path: string, search: URLSearchParams): unknown {
    const known = resources.find(({ prefix, plural }) => {
      const rest = path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1).split('/') : []
      return rest.at(-1) === plural && (rest.length === 1 || (rest.length === 3 && rest[0] === 'namespaces'))
    })
    if (!known) return undefined
    const namespace = /\/namespaces\/([^/]+)\//.exec(path)?.[1]
    const labels = (search.get('labelSelector') ?? '')
      .split(',')
      .filter(Boolean)
      .map((each) => each.split('='))
    const items = [...objects.values()].filter(
      ({ apiVersion, kind, metadata }) =>
        apiVersion === known.version &&
        kind === known.kind &&
        (namespace === undefined || metadata.namespace === namespace) &&
        labels.every(([key = '', value]) => metadata.labels?.[key] === value),
    )
    return { kind: `${known.kind}List`, apiVersion: known.version, metadata: { resourceVersion: '1' }, items }
  }

  return api
}

const resources = Object.entries(KINDS).flatMap(([version, kinds]) =>
  kinds.map(([plural, kind, cluster]) => ({
    version,
    plural,
    kind,
    cluster: cluster !== undefined,
    prefix: version === 'v1' ? '/api/v1' : `/apis/${version}`,
  })),
)

/** @throws for a kind that is not listed above. */
function pathOf({ apiVersion, kind, metadata }: Stored): string {
  const found = resources.find((each) => each.version === apiVersion && each.kind === kind)
  if (!found) throw new Error(`${apiVersion} ${kind} is no kind of this stand-in`)
  const namespace = found.cluster ? '' : `/namespaces/${metadata.namespace}`
  return `${found.prefix}${namespace}/${found.plural}/${metadata.name}`
}

let count = 0

function withServerFields(object: Stored, before?: Stored): Stored {
  const isSame = before && JSON.stringify(before['spec']) === JSON.stringify(object['spec'])
  const generation = (before?.metadata.generation ?? 0) + (isSame ? 0 : 1)
  const uid = before?.metadata.uid ?? `uid-${++count}`
  return { ...object, metadata: { ...object.metadata, uid, generation, resourceVersion: '1' } } as Stored
}

/** A merge patch; as an apply it does for objects whose lists are given whole. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch
  const result: Record<string, unknown> = isMap(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete result[key]
    else result[key] = merged(result[key], value)
  return result
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function discovery(path: string): unknown {
  const versions = Object.keys(KINDS)
  if (path === '/version') return { major: '1', minor: '36', gitVersion: 'v1.36.1' }
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] }
  if (path === '/apis')
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: versions
        .filter((version) => version !== 'v1')
        .map((groupVersion) => {
          const [name, version] = groupVersion.split('/')
          const entry = { groupVersion, version }
          return { name, versions: [entry], preferredVersion: entry }
        }),
    }
  const version = versions.find((each) => path === (each === 'v1' ? '/api/v1' : `/apis/${each}`))
  if (version !== undefined)
    return {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: version,
      resources: (KINDS[version] ?? []).map(([name, kind, cluster]) => ({
        name,
        singularName: kind.toLowerCase(),
        kind,
        namespaced: cluster === undefined,
        verbs: ['get', 'list', 'create', 'patch', 'delete'],
      })),
    }
  if (path === '/openapi/v3')
    return {
      paths: Object.fromEntries(
        versions.map((each) => {
          const key = each === 'v1' ? 'api/v1' : `apis/${each}`
          return [key, { serverRelativeURL: `/openapi/v3/${key}?hash=1` }]
        }),
      ),
    }
  const described = versions.find(
    (each) => path === `/openapi/v3/${each === 'v1' ? 'api/v1' : `apis/${each}`}`,
  )
  return described === undefined ? undefined : openapi(described)
}

/** As much as kubectl asks for: that the server validates fields itself. */
const openapi = (groupVersion: string): unknown => {
  const [group, version] = groupVersion === 'v1' ? ['', 'v1'] : groupVersion.split('/')
  return {
    openapi: '3.0.0',
    info: { title: 'stand-in', version: 'v1.36.1' },
    components: { schemas: {} },
    paths: Object.fromEntries(
      (KINDS[groupVersion] ?? []).map(([plural, kind]) => [
        `/${plural}/{name}`,
        {
          patch: {
            parameters: [{ name: 'fieldValidation', in: 'query', schema: { type: 'string' } }],
            'x-kubernetes-group-version-kind': { group, version, kind },
          },
        },
      ]),
    ),
  }
}

const notFound = (path: string): unknown => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'NotFound',
  code: 404,
  message: `${path} not found`,
})

function send(response: ServerResponse, status: number, body: unknown): void {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' })
  response.end(isText ? body : JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

/** Thrown by a hook: the request gets no answer, as when the machine goes away. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}
