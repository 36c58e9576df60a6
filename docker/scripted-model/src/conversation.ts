/** A message of the chat completions protocol, as far as it matters here. */
export type WireMessage = {
  readonly role: string
  readonly content?: string | null | readonly { readonly type: string; readonly text?: string }[]
  readonly tool_call_id?: string
  readonly tool_calls?: readonly {
    readonly id: string
    readonly function: { readonly name: string; readonly arguments: string }
  }[]
}

/** A tool that was called since the user last spoke, and its answer. */
export type Done = { readonly tool: string; readonly result: unknown }

export type Conversation = {
  /** What the user says now. */
  readonly said: string
  /** What the assistant said just before that, and what the user had said then. */
  readonly before: { readonly assistant: string; readonly user: string }
  readonly done: readonly Done[]
}

/** Reads the messages from their end, where everything that matters stands. */
export function readConversation(messages: readonly WireMessage[]): Conversation {
  const now = messages.findLastIndex(({ role }) => role === 'user')
  const earlier = messages.slice(0, Math.max(0, now))
  const names = new Map(
    messages.flatMap(({ tool_calls = [] }) => tool_calls.map((call) => [call.id, call.function.name])),
  )
  return {
    said: textOf(messages[now]),
    before: {
      assistant: textOf(
        earlier.findLast((message) => message.role === 'assistant' && textOf(message) !== ''),
      ),
      user: textOf(earlier.findLast(({ role }) => role === 'user')),
    },
    done: messages
      .slice(now + 1)
      .filter(({ role }) => role === 'tool')
      .map((message) => ({
        tool: names.get(message.tool_call_id ?? '') ?? '',
        result: plain(textOf(message)),
      })),
  }
}

function textOf(message: WireMessage | undefined): string {
  const { content } = message ?? {}
  if (typeof content === 'string') return content
  return (content ?? []).map(({ text = '' }) => text).join('')
}

/** Tool results are JSON text, often wrapped once more as a content part or a list of them. */
function plain(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    const part = Array.isArray(value) && value.length === 1 ? value[0] : value
    return typeof part === 'object' && part !== null && 'type' in part && 'text' in part
      ? plain(String(part.text))
      : value
  } catch {
    return text
  }
}
