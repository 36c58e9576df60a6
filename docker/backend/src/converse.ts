import { createConversation, deleteConversation, findConversation } from '@todo/database/conversations'
import type { Database } from '@todo/database/database'
import { addMessage, deleteMessage, lastMessages } from '@todo/database/messages'
import type { Agent, AgentReply } from './agent.ts'
import { absent } from './routes/absent.ts'

/** How many earlier messages the assistant is told. */
const HISTORY = 20

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
 * @throws ProblemError 404 for a conversation the user does not have; 503 if the agent fails, and then the
 *   message is taken back: saying it again must not leave it in the history twice
 */
export async function converse(
  database: Database,
  agent: Agent,
  said: Said,
): Promise<AgentReply & { readonly conversation_id: number }> {
  const { userId, message, authorization, requestId } = said
  const conversation = await conversationOf(database, said)
  const history = await lastMessages(database, conversation.id, HISTORY)
  const stored = await addMessage(database, {
    user_id: userId,
    conversation_id: conversation.id,
    role: 'user',
    content: message,
  })
  const reply = await agent
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
  await addMessage(database, {
    user_id: userId,
    conversation_id: conversation.id,
    role: 'assistant',
    content: reply.response,
    tool_calls: reply.tool_calls,
  })
  return { conversation_id: conversation.id, response: reply.response, tool_calls: reply.tool_calls }
}

async function conversationOf(database: Database, { userId, conversationId }: Said) {
  if (conversationId === undefined) return createConversation(database, userId)
  const found = await findConversation(database, userId, conversationId)
  if (!found) throw absent('conversation')
  return found
}
