import { ProblemError, problem } from './problem.ts'
import { REQUEST_ID_HEADER } from './request-id.ts'

export type UpstreamCall = {
  /** The upstream's name as people know it, `ai-agent`; it starts the reason, `ai_agent_unreachable`. */
  readonly name: string
  readonly url: string
  readonly timeoutMs: number
  readonly requestId: string
  /** Ends the call early, for example when the caller has gone. */
  readonly signal?: AbortSignal
  readonly init?: Omit<RequestInit, 'signal'>
}

/**
 * Calls another service and reads its whole answer.
 *
 * @returns status, headers and body text of whatever it answered, errors included
 * @throws ProblemError 503 with reason `<name>_unreachable` or `<name>_timeout`
 */
export async function callUpstream(
  call: UpstreamCall,
): Promise<{ status: number; headers: Headers; text: string }> {
  const timeout = AbortSignal.timeout(call.timeoutMs)
  const headers = new Headers(call.init?.headers)
  headers.set(REQUEST_ID_HEADER, call.requestId)
  try {
    const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout
    const response = await fetch(call.url, { redirect: 'error', ...call.init, headers, signal })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (cause) {
    throw timeout.aborted ? timedOut(call, cause) : unreachable(call.name, cause)
  }
}

/** The problem of an upstream that does not answer at all. */
export function unreachable(name: string, cause?: unknown): ProblemError {
  return unavailable(
    `${reasonWord(name)}_unreachable`,
    `${name} cannot be reached; try again shortly.`,
    cause,
  )
}

function timedOut({ name, timeoutMs }: UpstreamCall, cause: unknown): ProblemError {
  const detail = `${name} did not answer within ${timeoutMs / 1000} s; try again shortly.`
  return unavailable(`${reasonWord(name)}_timeout`, detail, cause)
}

/** A 503 with a reason, and the hint to try again. */
export function unavailable(reason: string, detail: string, cause?: unknown): ProblemError {
  return new ProblemError(problem(503, reason, detail), { cause, headers: { 'retry-after': '5' } })
}

function reasonWord(name: string): string {
  return name.replaceAll('-', '_')
}
