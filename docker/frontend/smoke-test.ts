/**
 * The smoke test of a deployed system: `node smoke-test.ts` with FRONTEND_URL. Speaks to the frontend only, as a
 * user of its own, and removes what it made. One line at the end says what happened; exit 0 or 1.
 * Plain Node, no imports: it runs in the frontend's image, and anywhere else.
 */
const deadlineMs = 60_000
const pauseMs = 1_500
const started = Date.now()

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

class Failed extends Error {}

const cookies = new Map<string, string>()

const keep = (setCookies: string[]): void => {
  for (const line of setCookies) {
    const pair = line.split(';')[0] ?? ''
    const at = pair.indexOf('=')
    cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

const left = (): number => deadlineMs - (Date.now() - started)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const bodyOf = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

/** One request, as a browser on the frontend's own page would make it. */
const ask = async (base: URL, method: string, path: string, body?: unknown): Promise<Answer> => {
  const response = await fetch(new URL(path, base), {
    method,
    redirect: 'error',
    signal: AbortSignal.timeout(Math.max(1, Math.min(15_000, left()))),
    headers: {
      origin: base.origin,
      'content-type': 'application/json',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  keep(response.headers.getSetCookie())
  return { status: response.status, body: bodyOf(await response.text()) }
}

const why = ({ status, body }: Answer): string => {
  const reason = body['reason'] ?? body['detail'] ?? body['title']
  return typeof reason === 'string' ? `${status}, ${reason}` : String(status)
}

const message = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}

/** Worth another try: the server is not there yet, too busy, or restarting. */
const isTransient = (status: number): boolean => status === 429 || status >= 500

/**
 * Asks until the answer is one of `good`; transient failures are tried again until the deadline.
 *
 * @throws Failed with the step's name and the last reason
 */
const step = async (name: string, good: readonly number[], work: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    let reason: string
    try {
      const answer = await work()
      if (good.includes(answer.status)) return answer
      reason = why(answer)
      if (!isTransient(answer.status)) throw new Failed(`${name}: ${reason}`)
    } catch (error) {
      if (error instanceof Failed) throw error
      reason = message(error)
    }
    if (left() <= pauseMs) throw new Failed(`${name}: ${reason} (gave up after ${deadlineMs / 1000} s)`)
    await pause(pauseMs)
  }
}

const expect = (name: string, right: boolean, found: unknown): void => {
  if (!right) throw new Failed(`${name}: unexpected answer ${JSON.stringify(found)}`)
}

const tryTasks = async (base: URL, user: string): Promise<void> => {
  const tasks = `/api/${user}/tasks`
  const title = `smoke test ${user}`
  const created = await step('create a task', [201], () => ask(base, 'POST', tasks, { title }))
  const id = created.body['id']
  expect('create a task', typeof id === 'number' && created.body['title'] === title, created.body)
  const read = await step('read the task', [200], () => ask(base, 'GET', `${tasks}/${id}`))
  expect('read the task', read.body['title'] === title && read.body['completed'] === false, read.body)
  // 404 after a retry: the first try did it, only its answer was lost.
  await step('delete the task', [204, 404], () => ask(base, 'DELETE', `${tasks}/${id}`))
  await step('read the deleted task', [404], () => ask(base, 'GET', `${tasks}/${id}`))
}

const run = async (base: URL): Promise<void> => {
  await step('wait for every service', [200], () => ask(base, 'GET', '/api/smoke'))
  const password = crypto.randomUUID()
  // A new address at each try: an answer that got lost may have left a user behind.
  const signedUp = await step('sign up', [200, 201], () =>
    ask(base, 'POST', '/api/auth/signup', { email: `smoke-${crypto.randomUUID()}@example.com`, password }),
  )
  const user = isObject(signedUp.body['user']) ? signedUp.body['user']['id'] : undefined
  if (typeof user !== 'string') throw new Failed('sign up: the answer names no user')
  const failure = await tryTasks(base, user).then(
    () => undefined,
    (error: unknown) => error,
  )
  // Also after a failure: a test must not leave its user, and with it all it made, behind.
  const removal = step('delete the user', [204, 401, 404], () => ask(base, 'DELETE', `/api/${user}`))
  if (failure === undefined) await removal
  else await removal.catch(() => undefined)
  // The first failure is the one to tell.
  if (failure !== undefined) throw failure
}

const main = async (): Promise<number> => {
  const address = process.env['FRONTEND_URL'] ?? ''
  const base = URL.canParse(address) ? new URL(address) : undefined
  try {
    if (!base?.protocol.startsWith('http'))
      throw new Failed('FRONTEND_URL must be a URL that starts with http')
    await run(base)
    process.stdout.write(`smoke test passed in ${Date.now() - started} ms\n`)
    return 0
  } catch (error) {
    process.stderr.write(`smoke test failed at ${message(error)}\n`)
    return 1
  }
}

process.exitCode = await main()

// Without imports only this makes the file a module, in which await may stand at the top.
export {}
