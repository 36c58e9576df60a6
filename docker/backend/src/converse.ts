import { createConversation, deleteConversation, findConversation } from '@todo/database/conversations'
import type { Database } from '@todo/database/database'
import { REPLY_MAX } from '@todo/database/limits'
import { addMessage, countMessages, deleteMessage, lastMessages } from '@todo/database/messages'
import { ProblemError, problem } from '@todo/shared/problem'
import type { Agent, AgentReply } from './agent.ts'
import type { Limits } from './limits.ts'
import { absent } from './routes/absent.ts'
import { full } from './routes/full.ts'

/** How many earlier messages the assistant is told. */
const HISTORY = 20

type Context = { readonly database: Database; readonly agent: Agent; readonly limits: Limits }

export type Said = {
  readonly userId: string
  readonly message: string
  /** Undefined begins a new conversation. */
  readonly conversationId: number | undefined
  readonly authorization: string
  readonly requestId: string
}

/**
 * One turn: history, the user's message stored, the agent with its tools, its reply stored. Nothing of it is
 * kept in this process, so that the next turn may go to any replica.
 *
 * @throws ProblemError 404 for a conversation the user does not have; 409 if there are as many conversations, or
 *   messages in this one, as a user may have; 503 if the agent fails, and then the
 *   message is taken back: saying it again must not leave it in the history twice
 */
export async function converse(
  context: Context,
  said: Said,
): Promise<AgentReply & { readonly conversation_id: number }> {
  const { userId, message, authorization, requestId } = said
  const { database, agent } = context
  const conversation = await conversationOf(context, said)
  const { rows: history } = await lastMessages(database, conversation.id, { limit: HISTORY })
  const stored = await addMessage(database, {
    user_id: userId,
    conversation_id: conversation.id,
    role: 'user',
    content: message,
  })
  const { response: whole, tool_calls } = await agent
    .chat({
      message,
      history: history.map(({ role, content }) => ({ role, content })),
      authorization,
      requestId,
    })
    .catch(async (error: unknown) => {
      if (said.conversationId === undefined) await deleteConversation(database, userId, conversation.id)
      else await deleteMessage(database, stored)
      throw error
    })
  // What is shown now is what is shown when the conversation is opened again.
  const response = whole.slice(0, REPLY_MAX)
  await addMessage(database, {
    user_id: userId,
    conversation_id: conversation.id,
    role: 'assistant',
    content: response,
    tool_calls,
  })
  return { conversation_id: conversation.id, response, tool_calls }
}

async function conversationOf({ database, limits }: Context, { userId, conversationId }: Said) {
  if (conversationId === undefined) {
    const created = await createConversation(database, userId, limits.conversationsPerUser)
    if (!created) throw full('conversation', limits.conversationsPerUser)
    return created
  }
  const found = await findConversation(database, userId, conversationId)
  if (!found) throw absent('conversation')
  // The question and its answer.
  if ((await countMessages(database, found.id)) + 2 > limits.messagesPerConversation)
    throw new ProblemError(
      problem(409, 'conversation_full', 'This conversation has reached its limit; begin a new one.'),
    )
  return found
}
