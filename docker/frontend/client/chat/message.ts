/** What a tool did, as the agent reports it. */
export interface ToolCall {
  readonly name: string
  readonly arguments: unknown
  readonly result: unknown
}

/** A message as the backend stores it. */
export interface StoredMessage {
  readonly id: number
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly created_at: string
  readonly tool_calls?: readonly ToolCall[] | null
}

export interface Reply {
  readonly conversation_id: number
  readonly response: string
  readonly tool_calls: readonly ToolCall[]
}

export interface Conversation {
  readonly id: number
  readonly created_at: string
  readonly updated_at: string
  /** How it began, if the backend tells. */
  readonly title?: string | null
}

/** A message in view; `key` is stable from the moment it is typed. */
export interface Message {
  readonly key: string
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly toolCalls: readonly ToolCall[]
}

export const messageLimit = 2000

export const fromStored = (message: StoredMessage): Message => ({
  key: `stored-${message.id}`,
  role: message.role,
  content: message.content,
  toolCalls: message.tool_calls ?? [],
})
