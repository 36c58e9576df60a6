import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ProblemError, problem } from '@todo/shared/problem'
import { Type } from 'typebox'
import { readConversation } from './conversation.ts'
import { nextStep, type Step } from './next-step.ts'

const CONTENT = Type.Union([
  Type.String(),
  Type.Null(),
  Type.Array(Type.Object({ type: Type.String(), text: Type.Optional(Type.String()) })),
])

const MESSAGE = Type.Object({
  role: Type.String(),
  content: Type.Optional(CONTENT),
  tool_call_id: Type.Optional(Type.String()),
  tool_calls: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String(),
        function: Type.Object({ name: Type.String(), arguments: Type.String() }),
      }),
    ),
  ),
})

const REQUEST = Type.Object({
  model: Type.String(),
  messages: Type.Array(MESSAGE, { minItems: 1 }),
  stream: Type.Optional(Type.Boolean()),
})

/** POST /v1/chat/completions, as far as the agent uses it: not streamed. */
export const completionRoutes: FastifyPluginAsyncTypebox = async (routes) => {
  routes.post('/v1/chat/completions', { schema: { body: REQUEST } }, async (request) => {
    const { model, messages, stream = false } = request.body
    if (stream) throw new ProblemError(problem(400, 'not_streamed', 'The scripted model does not stream.'))
    const step = nextStep(readConversation(messages))
    return {
      id: `chatcmpl-${randomUUID()}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model,
      choices: [
        {
          index: 0,
          finish_reason: 'call' in step ? 'tool_calls' : 'stop',
          logprobs: null,
          message: message(step),
        },
      ],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    }
  })
}

function message(step: Step) {
  if ('say' in step) return { role: 'assistant', content: step.say, refusal: null }
  const call = { name: step.call, arguments: JSON.stringify(step.with) }
  return {
    role: 'assistant',
    content: null,
    refusal: null,
    tool_calls: [{ id: `call_${randomUUID()}`, type: 'function', function: call }],
  }
}
