import { randomUUID } from 'node:crypto'
import type { Accepted } from '../../acceptance/accepted.ts'
import type { Answer, Outside } from '../../acceptance/criterion.ts'
import { type Exchange, isMissingInput, type Known, read, toSend } from '../../acceptance/journey.ts'
import { type HttpAnswer, http } from '../../tools/http.ts'
import type { ExternalAccess } from './external-access.ts'

const TIMEOUT_MS = 15_000
/** A model may take long to answer. */
const JOURNEY_TIMEOUT_MS = 90_000

/** Sends what a browser would: the health check, the paths that must be closed, and the user's journey. */
export async function sendExternalRequests(
  { url, connect, access, fallbackReason }: ExternalAccess,
  external: NonNullable<Accepted['external']>,
  journey: NonNullable<Accepted['journey']>,
): Promise<Outside> {
  const ask = (path: string): Promise<Answer> =>
    answerOf(http({ url: url + path, ...(connect && { connect }), timeout: TIMEOUT_MS }))
  const closed: Record<string, Answer> = {}
  const healthy = await ask(external.healthy)
  for (const path of external.closed) closed[path] = await ask(path)
  const exchanges = 'error' in healthy ? [] : await runJourney({ url, ...(connect && { connect }) }, journey)
  return {
    access,
    ...(fallbackReason !== undefined && { fallbackReason }),
    healthy,
    closed,
    journey: exchanges,
  }
}

const answerOf = (request: Promise<HttpAnswer>): Promise<Answer> =>
  request.then(
    ({ status, body }) => ({ status, body }),
    (error: Error) => ({ error: error.message }),
  )

/** Sends the requests in order until one fails; those marked `always` clean up and are sent in any case. */
async function runJourney(
  { url, connect }: Pick<ExternalAccess, 'url' | 'connect'>,
  journey: NonNullable<Accepted['journey']>,
): Promise<Exchange[]> {
  const cookies = new Map<string, string>()
  let known: Known = { unique: randomUUID() }
  const exchanges: Exchange[] = []
  for (const request of journey) {
    const isOver = exchanges.some(({ verdict }) => verdict !== 'passed')
    if ((isOver && !request.always) || isMissingInput(request, known)) continue
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
      const answer = await http({ ...sent, timeout: JOURNEY_TIMEOUT_MS })
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
