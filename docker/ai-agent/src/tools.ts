import { MCPServerStreamableHttp } from '@openai/agents'
import { REQUEST_ID_HEADER } from '@todo/shared/request-id'
import { unreachable } from '@todo/shared/upstream'
import type { FastifyBaseLogger } from 'fastify'

/**
 * The tools of one user, for one message: the connection carries that user's own token.
 * Close it when the message is answered.
 *
 * @throws ProblemError 503 if the MCP server cannot be reached or does not accept the token
 */
export async function connectTools(call: {
  url: string
  authorization: string
  requestId: string
  log: FastifyBaseLogger
}): Promise<MCPServerStreamableHttp> {
  const tools = new MCPServerStreamableHttp({
    url: call.url,
    name: 'todo',
    // The SDK would write plain text to the console.
    logger: {
      namespace: 'mcp',
      debug: () => undefined,
      warn: (message) => call.log.warn(message),
      error: (message) => call.log.warn(message),
      dontLogModelData: true,
      dontLogToolData: true,
    },
    cacheToolsList: true,
    clientSessionTimeoutSeconds: 5,
    timeout: 20_000,
    requestInit: { headers: { authorization: call.authorization, [REQUEST_ID_HEADER]: call.requestId } },
    // One server of our own in the same network: waiting for it to come back is the caller's to decide.
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 100,
      maxReconnectionDelay: 100,
      reconnectionDelayGrowFactor: 1,
    },
  })
  try {
    await tools.connect()
    return tools
  } catch (error) {
    await tools.close()
    throw unreachable('mcp-server', error)
  }
}
