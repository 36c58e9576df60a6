import { CONVERSATIONS_PAGE, MESSAGES_PAGE } from '@todo/database/limits'
import type { ToolCall } from '@todo/database/messages'
import { Type } from 'typebox'
import { ID, NOT_BLANK, pageLimit, TIME } from './common.ts'

export const MESSAGE_MAX = 2000

export const CONVERSATION_QUERY = Type.Object({
  limit: pageLimit(CONVERSATIONS_PAGE),
  after: Type.Optional({ ...ID, description: 'The id of the last conversation of the page before' }),
})

export const MESSAGE_QUERY = Type.Object({
  limit: pageLimit(MESSAGES_PAGE),
  before: Type.Optional({ ...ID, description: 'The id of the first message of the page after' }),
})

export const CONVERSATION = Type.Object({
  id: Type.Integer(),
  user_id: Type.String(),
  title: Type.Union([Type.String(), Type.Null()]),
  created_at: TIME,
  updated_at: TIME,
})

const TOOL_CALLS = Type.Unsafe<readonly ToolCall[]>(
  Type.Array(Type.Object({ name: Type.String(), arguments: Type.Any(), result: Type.Any() })),
)

export const MESSAGE = Type.Object({
  id: Type.Integer(),
  user_id: Type.String(),
  conversation_id: Type.Integer(),
  role: Type.Enum(['user', 'assistant']),
  content: Type.String(),
  tool_calls: TOOL_CALLS,
  created_at: TIME,
})

export const CHAT_REQUEST = Type.Object(
  {
    message: Type.String({ minLength: 1, maxLength: MESSAGE_MAX, pattern: NOT_BLANK }),
    conversation_id: Type.Optional(Type.Union([ID, Type.Null()])),
  },
  { additionalProperties: false },
)

export const CHAT_REPLY = Type.Object({
  conversation_id: Type.Integer(),
  response: Type.String(),
  tool_calls: TOOL_CALLS,
})
