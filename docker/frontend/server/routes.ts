/** What the browser may reach of the backend, and nothing else: a new backend path stays private until it is named here. */
export interface Route {
  /** For logs and metrics: no ids, so that equal requests count as equal. */
  readonly name: string
  readonly methods: readonly string[]
  readonly path: RegExp
  /** The query parameters that pass; the others are dropped. */
  readonly query: readonly string[]
  /** After this the caller gets a 503. A reply of the model takes its time; everything else is one query. */
  readonly timeoutMs: number
}

const quickMs = 10_000
const chatMs = 90_000

/** A user id as the backend makes them; strict, because it becomes part of a path. */
const user = '[A-Za-z0-9_-]{1,64}'
const id = '[0-9]{1,10}'

const route = (
  name: string,
  methods: readonly string[],
  path: string,
  more: { query?: readonly string[]; timeoutMs?: number } = {},
): Route => ({
  name,
  methods,
  path: new RegExp(`^/api/${path}$`),
  query: more.query ?? [],
  timeoutMs: more.timeoutMs ?? quickMs,
})

const routes: readonly Route[] = [
  route('/api/{user_id}', ['DELETE'], user),
  route('/api/{user_id}/tasks', ['GET', 'POST'], `${user}/tasks`, {
    query: ['status', 'limit', 'after'],
  }),
  route('/api/{user_id}/tasks/{id}', ['GET', 'PUT', 'DELETE'], `${user}/tasks/${id}`),
  route('/api/{user_id}/tasks/{id}/complete', ['PATCH'], `${user}/tasks/${id}/complete`),
  route('/api/{user_id}/chat', ['POST'], `${user}/chat`, { timeoutMs: chatMs }),
  route('/api/{user_id}/conversations', ['GET'], `${user}/conversations`, { query: ['limit', 'after'] }),
  route('/api/{user_id}/conversations/{id}', ['DELETE'], `${user}/conversations/${id}`),
  route('/api/{user_id}/conversations/{id}/messages', ['GET'], `${user}/conversations/${id}/messages`, {
    query: ['limit', 'before'],
  }),
]

/** The route of a path, whatever the method; undefined: not ours to forward. */
export const routeOf = (path: string): Route | undefined => routes.find((each) => each.path.test(path))

/** The path and the allowed part of the query, as the backend is asked. */
export const targetOf = (route: Route, path: string, asked: string): string => {
  if (asked === '') return path
  const given = new URLSearchParams(asked)
  const query = new URLSearchParams()
  for (const name of route.query) {
    const value = given.get(name)
    if (value !== null) query.set(name, value)
  }
  return query.size === 0 ? path : `${path}?${query}`
}

/** What Next answers itself, with the methods that there are. */
const own: Readonly<Record<string, readonly string[]>> = {
  '/api/auth/signin': ['POST'],
  '/api/auth/signout': ['POST'],
  '/api/auth/signup': ['POST'],
  '/api/health': ['GET', 'HEAD'],
  '/api/smoke': ['GET', 'HEAD'],
  '/': ['GET', 'HEAD'],
  '/icon.svg': ['GET', 'HEAD'],
  '/robots.txt': ['GET', 'HEAD'],
  '/sign-in': ['GET', 'HEAD'],
  '/sign-up': ['GET', 'HEAD'],
  '/tasks': ['GET', 'HEAD'],
}

/** The name that a request is measured under; unknown paths share one, or anyone could fill the memory with names. */
export const measuredRoute = (path: string): string =>
  ownMethods(path) !== undefined
    ? path
    : (routeOf(path)?.name ?? (path.startsWith('/_next/static/') ? '/_next/static' : 'none'))

/** The methods of a path that Next answers; undefined for paths that are not named here. */
export const ownMethods = (path: string): readonly string[] | undefined =>
  Object.hasOwn(own, path) ? own[path] : undefined
