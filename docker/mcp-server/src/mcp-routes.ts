import type { McpHttpHandler } from '@modelcontextprotocol/server'
import { authenticatedUser, bearerToken } from '@todo/identity/bearer'
import type { Tokens } from '@todo/identity/tokens'
import { ProblemError, problem } from '@todo/shared/problem'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * POST /mcp, for the user of the Bearer token. GET and DELETE, which belong to sessions, are answered with 405: there
 * are no sessions.
 *
 * The protocol asks servers to keep browsers of other sites out (DNS rebinding). The usual Host check would
 * refuse the service's own DNS name and the probes' pod address; no caller of ours is a browser, so an Origin
 * header is refused instead, and /health needs no exception.
 */
export function mcpRoutes(service: FastifyInstance, handler: McpHttpHandler, tokens: Tokens): void {
  service.post('/mcp', async (request, reply) => {
    if (request.headers.origin !== undefined)
      throw new ProblemError(problem(403, 'no_browsers', 'This is for services, not for browsers.'))
    const userId = await authenticatedUser(tokens, request.headers.authorization)
    const token = bearerToken(request.headers.authorization) ?? ''
    const authInfo = { token, clientId: userId, scopes: [], extra: { userId } }
    return answer(reply, await handler.fetch(webRequest(request), { authInfo, parsedBody: request.body }))
  })
}

function webRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length' && name !== 'host') headers.set(name, value)
  }
  // The host is of no meaning here; the path is all the handler may look at.
  return new Request('http://mcp-server/mcp', {
    method: 'POST',
    headers,
    body: JSON.stringify(request.body ?? null),
  })
}

async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const [name, value] of response.headers) reply.header(name, value)
  return reply.code(response.status).send(await response.text())
}
