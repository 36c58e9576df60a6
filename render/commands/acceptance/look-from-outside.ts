import { randomUUID } from 'node:crypto'
import type { Accepted } from '../../acceptance/accepted.ts'
import type { Answer, Outside } from '../../acceptance/criterion.ts'
import { type Exchange, type Known, lacks, read, toSend } from '../../acceptance/journey.ts'
import { type HttpAnswer, http } from '../../tools/http.ts'
import type { WayIn } from './way-in.ts'

const PATIENCE = 15_000
/** A model may think before it answers. */
const PATIENCE_OF_JOURNEY = 90_000

/** Asks the system what a browser would: whether it is healthy, what must be closed, and a user's journey. */
export async function lookFromOutside(
  { url, connect, way, notTaken }: WayIn,
  external: NonNullable<Accepted['external']>,
  journey: NonNullable<Accepted['journey']>,
): Promise<Outside> {
  const ask = (path: string): Promise<Answer> =>
    answerOf(http({ url: url + path, ...(connect && { connect }), timeout: PATIENCE }))
  const closed: Record<string, Answer> = {}
  const healthy = await ask(external.healthy)
  for (const path of external.closed) closed[path] = await ask(path)
  const travel = 'error' in healthy ? [] : await travelled({ url, ...(connect && { connect }) }, journey)
  return { way, ...(notTaken !== undefined && { notTaken }), healthy, closed, journey: travel }
}

const answerOf = (asked: Promise<HttpAnswer>): Promise<Answer> =>
  asked.then(
    ({ status, body }) => ({ status, body }),
    (error: Error) => ({ error: error.message }),
  )

/** Makes one request after the other until one fails; those that remove what was made are made all the same. */
async function travelled(
  { url, connect }: Pick<WayIn, 'url' | 'connect'>,
  journey: NonNullable<Accepted['journey']>,
): Promise<Exchange[]> {
  const cookies = new Map<string, string>()
  let known: Known = { unique: randomUUID() }
  const exchanges: Exchange[] = []
  for (const request of journey) {
    const isOver = exchanges.some(({ verdict }) => verdict !== 'right')
    if ((isOver && !request.always) || lacks(request, known)) continue
    const { method, path, body } = toSend(request, known)
    const headers = {
      origin: url,
      'content-type': 'application/json',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    }
    const sent = {
      url: url + path,
      ...(connect && { connect }),
      method,
      headers,
      ...(body !== undefined && { body }),
    }
    try {
      const answer = await http({ ...sent, timeout: PATIENCE_OF_JOURNEY })
      for (const cookie of answer.cookies) keep(cookies, cookie)
      const { exchange, known: kept } = read(request, answer)
      exchanges.push(exchange)
      known = { ...known, ...kept }
    } catch (error) {
      exchanges.push({ name: request.name, verdict: { wrong: (error as Error).message } })
    }
  }
  return exchanges
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const equals = pair.indexOf('=')
  cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
}
