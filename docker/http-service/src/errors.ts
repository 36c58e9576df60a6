import type { Socket } from 'node:net'
import {
  type FieldError,
  PROBLEM_MEDIA_TYPE,
  type Problem,
  ProblemError,
  problem,
} from '@todo/shared/problem'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { knownMethods } from './known-methods.ts'

const DETAILS: Readonly<Record<string, readonly [reason: string, detail: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'The request body is larger than this service accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send JSON, with Content-Type application/json.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed_json', 'The request body is not valid JSON.'],
  FST_ERR_BAD_URL: ['malformed_url', 'The path is not a valid URL.'],
}

/** Every error leaves a service as problem details: the known ones in their words, the others without any. */
export function answerErrors(service: FastifyInstance): void {
  const methodsAt = knownMethods(service)
  service.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    const allow = methodsAt(path).join(', ')
    const answer =
      allow === ''
        ? problem(404, 'no_such_path', `There is nothing at ${request.method} ${path}.`)
        : problem(405, 'method_not_allowed', `${request.method} is not possible here; use ${allow}.`)
    return send(request, allow === '' ? reply : reply.header('allow', allow), answer)
  })
  service.setErrorHandler(answerError)
}

/** Answers one request that failed; Fastify's own failures before routing come here too. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { answer, headers } = toProblem(error)
  if (answer.status === 500) request.log.error({ err: error }, 'unexpected error')
  else if (answer.status > 500)
    request.log.warn({ reason: answer.reason, err: causeOf(error) }, answer.detail)
  return send(request, reply.headers(headers), answer)
}

/** Answers what is not even HTTP: a socket error or an unreadable head. */
export function answerMalformedHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const body = JSON.stringify(problem(400, 'malformed_request', 'This is not a valid HTTP request.'))
  const head = `HTTP/1.1 400 Bad Request\r\ncontent-type: ${PROBLEM_MEDIA_TYPE}\r\nconnection: close`
  if (socket.writable) socket.write(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  socket.destroySoon()
}

function toProblem(error: unknown): { answer: Problem; headers: Readonly<Record<string, string>> } {
  if (error instanceof ProblemError) return { answer: error.problem, headers: error.headers }
  const { validation, validationContext, statusCode = 500, code = '' } = error as Partial<FastifyError>
  if (validation) return { answer: invalid(validation, validationContext ?? 'body'), headers: {} }
  if (statusCode < 400 || statusCode >= 500)
    return {
      answer: problem(500, 'internal_error', 'Something went wrong here; it has been logged.'),
      headers: {},
    }
  const [reason, detail] = DETAILS[code] ?? ['bad_request', 'The request cannot be understood.']
  return { answer: problem(statusCode, reason, detail), headers: {} }
}

function invalid(validation: NonNullable<FastifyError['validation']>, place: string): Problem {
  const errors = validation.map(({ instancePath, keyword, params, message }): FieldError => {
    const missing = keyword === 'required' ? `/${String(params['missingProperty'])}` : ''
    const extra =
      keyword === 'additionalProperties' ? ` (${String(params['additionalProperty']).slice(0, 50)})` : ''
    const field = `${instancePath}${missing}`.slice(1).replaceAll('/', '.') || place
    return { field, message: missing ? 'is required' : `${message ?? 'is not valid'}${extra}` }
  })
  const detail = errors.map(({ field, message }) => `${field} ${message}`).join('; ')
  return problem(422, 'invalid_input', detail, errors)
}

function send(request: FastifyRequest, reply: FastifyReply, answer: Problem): FastifyReply {
  return reply
    .code(answer.status)
    .type(PROBLEM_MEDIA_TYPE)
    .serializer(JSON.stringify)
    .send({ ...answer, request_id: request.id })
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split('?')[0] ?? '').slice(0, 200)
}
