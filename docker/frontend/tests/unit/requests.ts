export const token = `head.${Buffer.from(JSON.stringify({ sub: 'u1', exp: 4_102_444_800 })).toString('base64url')}.sign`

const user = Buffer.from(JSON.stringify({ id: 'u1', email: 'a@b.c', name: 'Ada' })).toString('base64url')

/** The cookies of a signed-in browser. */
export const cookie = `todo_token=${token}; todo_user=${user}`

export interface Options {
  readonly method?: string
  readonly body?: string
  /** Added to what the page's own fetch sends; null takes a header away. */
  readonly headers?: Readonly<Record<string, string | null>>
}

/** The headers of a request as our own page makes it. */
export const headersOf = ({ method = 'GET', headers = {} }: Options): [string, string][] => {
  const all: Record<string, string | null> = {
    host: 'todo.example',
    cookie,
    ...(method === 'GET' ? {} : { origin: 'https://todo.example', 'content-type': 'application/json' }),
    ...headers,
  }
  return Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)
}

/** A request as our own page makes it. */
export const request = (path: string, options: Options = {}): Request => {
  const { method = 'GET', body } = options
  return new Request(`http://todo.example${path}`, {
    method,
    headers: headersOf(options),
    ...(body === undefined ? {} : { body }),
  })
}
