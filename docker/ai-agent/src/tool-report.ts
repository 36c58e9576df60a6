import type { RunItem } from '@openai/agents'

export type ToolReport = { readonly name: string; readonly arguments: unknown; readonly result: unknown }

/** What the tools were asked and what they answered, in order. */
export function toolReport(items: readonly RunItem[]): ToolReport[] {
  const results = new Map<string, unknown>()
  for (const item of items) {
    if (item.type === 'tool_call_output_item' && item.rawItem.type === 'function_call_result')
      results.set(item.rawItem.callId, plain(item.output))
  }
  return items.flatMap((item) =>
    item.type === 'tool_call_item' && item.rawItem.type === 'function_call'
      ? [
          {
            name: item.rawItem.name,
            arguments: plain(item.rawItem.arguments),
            result: results.get(item.rawItem.callId) ?? null,
          },
        ]
      : [],
  )
}

/** The tools answer JSON text, in one or several wrappings. */
function plain(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 1) return plain(value[0])
  if (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'text' &&
    'text' in value
  )
    return plain(value.text)
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
