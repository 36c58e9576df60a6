import { Agent, assistant, OpenAIProvider, Runner, user } from '@openai/agents'
import type { FastifyBaseLogger } from 'fastify'
import OpenAI from 'openai'
import { INSTRUCTIONS } from './instructions.ts'
import { modelProblem } from './model-problems.ts'
import { type ToolReport, toolReport } from './tool-report.ts'
import { connectTools } from './tools.ts'

export type ModelOptions = {
  readonly mcpServerUrl: string
  readonly model: string
  readonly baseUrl: string
  /** Undefined: there is no model. */
  readonly apiKey: string | undefined
  /** How long one reply may take at most, tools included. */
  readonly timeoutMs?: number
}

export type Message = {
  readonly message: string
  readonly history: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[]
  readonly authorization: string
  readonly requestId: string
  readonly log: FastifyBaseLogger
}

export type Reply = { readonly response: string; readonly tool_calls: readonly ToolReport[] }

/** @throws ProblemError 503 if the model or the tools fail, with the reason */
export type Converse = (message: Message) => Promise<Reply>

const MAX_TURNS = 8
const TIMEOUT_MS = 60_000

export const NO_MODEL =
  'No model is configured, so I cannot chat. Your tasks work without me. (For the operator: set OPENAI_API_KEY.)'

/** Prepares the model's client once; tools and history belong to each message. */
export function createConversing({
  mcpServerUrl,
  model,
  baseUrl,
  apiKey,
  timeoutMs = TIMEOUT_MS,
}: ModelOptions): Converse {
  if (apiKey === undefined) return async () => ({ response: NO_MODEL, tool_calls: [] })
  const openAIClient = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 1, timeout: timeoutMs / 2 })
  // Chat completions, because every compatible endpoint has them. No tracing: conversations stay here.
  const runner = new Runner({
    modelProvider: new OpenAIProvider({ openAIClient, useResponses: false }),
    tracingDisabled: true,
    traceIncludeSensitiveData: false,
  })
  return async ({ message, history, authorization, requestId, log }) => {
    const tools = await connectTools({ url: mcpServerUrl, authorization, requestId, log })
    try {
      const agent = new Agent({
        name: 'Todo assistant',
        instructions: INSTRUCTIONS,
        model,
        mcpServers: [tools],
      })
      const earlier = history.map(({ role, content }) =>
        role === 'user' ? user(content) : assistant(content),
      )
      const result = await runner.run(agent, [...earlier, user(message)], {
        maxTurns: MAX_TURNS,
        signal: AbortSignal.timeout(timeoutMs),
      })
      const response = result.finalOutput ?? ''
      const tool_calls = toolReport(result.newItems)
      log.info({ tools: tool_calls.map(({ name }) => name), turns: result.rawResponses.length }, 'replied')
      return { response, tool_calls }
    } catch (error) {
      throw modelProblem(error)
    } finally {
      await tools.close()
    }
  }
}
