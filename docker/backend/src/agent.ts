import type { Message, ToolCall } from '@todo/database/messages'
import { HEALTH_TIMEOUT_MS } from '@todo/http-service/health'
import type { ServiceHealth } from '@todo/shared/health'
import { callUpstream, unavailable } from '@todo/shared/upstream'
import { upstreamHealth } from '@todo/shared/upstream-health'

export type Turn = Pick<Message, 'role' | 'content'>
export type AgentReply = { readonly response: string; readonly tool_calls: readonly ToolCall[] }

export type AgentCall = {
  readonly message: string
  readonly history: readonly Turn[]
  /** The user's own header, forwarded: the tools act as this user only. */
  readonly authorization: string
  readonly requestId: string
}

export type Agent = {
  /** @throws ProblemError 503 with the agent's reason, or that it is unreachable or too slow */
  readonly chat: (call: AgentCall) => Promise<AgentReply>
  readonly health: (requestId: string) => Promise<ServiceHealth>
}

// A little more than the agent itself takes at most, so that its own reason arrives.
const CHAT_TIMEOUT_MS = 75_000

export function createAgent(url: string): Agent {
  return {
    chat: async ({ message, history, authorization, requestId }) => {
      const { status, text } = await callUpstream({
        name: 'agent',
        url: `${url}/chat`,
        timeoutMs: CHAT_TIMEOUT_MS,
        requestId,
        init: {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify({ message, history }),
        },
      })
      const body = parse(text)
      if (status === 200 && isReply(body)) return body
      const { reason, detail } = (body ?? {}) as { reason?: unknown; detail?: unknown }
      if (status === 503 && typeof reason === 'string' && typeof detail === 'string')
        throw unavailable(reason, detail)
      throw unavailable(
        'agent_unexpected',
        'The assistant failed; try again shortly.',
        new Error(`status ${status}`),
      )
    },
    health: (requestId) =>
      upstreamHealth({
        name: 'ai-agent',
        url: `${url}/health/services`,
        timeoutMs: HEALTH_TIMEOUT_MS['ai-agent'],
        requestId,
      }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isReply(value: unknown): value is AgentReply {
  if (typeof value !== 'object' || value === null) return false
  const { response, tool_calls } = value as Partial<AgentReply>
  return typeof response === 'string' && Array.isArray(tool_calls)
}
