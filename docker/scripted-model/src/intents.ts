/** A task as the user names it: by id, or by words. */
export type Reference = { readonly id: number } | { readonly words: string }

export type Intent =
  | { readonly kind: 'add'; readonly title: string; readonly description?: string }
  | { readonly kind: 'list'; readonly status: 'all' | 'pending' | 'completed' }
  | { readonly kind: 'complete' | 'delete'; readonly task: Reference }
  | { readonly kind: 'update'; readonly task: Reference; readonly title: string }
  | { readonly kind: 'greeting' | 'other' }

type Rule = readonly [pattern: RegExp, read: (match: RegExpExecArray) => Intent]

const TASK = String.raw`(?:(?:a|an|the|my|new)\s+)*(?:task|todo|to-do|reminder)`

// The first that matches wins, so the narrow ones stand before the wide ones.
const RULES: readonly Rule[] = [
  [/^(?:hi|hello|hey|good (?:morning|evening)|thanks|thank you)\b[^?]{0,20}$/i, () => ({ kind: 'greeting' })],
  [
    /^(?:change|rename|update|edit)\s+(.+?)\s+(?:to|into|as)\s*:?\s+(.+)$/i,
    ([, task = '', title = '']) => ({ kind: 'update', task: reference(task), title: bare(title) }),
  ],
  [/^(?:delete|remove|cancel|drop)\s+(.+)$/i, ([, task = '']) => ({ kind: 'delete', task: reference(task) })],
  [
    /^(?:mark|set|tick off|check off)\s+(.+?)(?:\s+(?:as|to))?(?:\s+(?:done|complete|completed|finished))?$/i,
    ([, task = '']) => ({ kind: 'complete', task: reference(task) }),
  ],
  [/^(?:complete|finish)\s+(.+)$/i, ([, task = '']) => ({ kind: 'complete', task: reference(task) })],
  [
    /^(?:i(?:'m| am|'ve| have)?\s+)?(?:just\s+)?(?:done|finished|completed)\s+(?:with\s+)?(.+)$/i,
    ([, task = '']) => ({ kind: 'complete', task: reference(task) }),
  ],
  [
    /^(.+?)\s+(?:is|are)\s+(?:done|finished|completed?)$/i,
    ([, task = '']) => ({ kind: 'complete', task: reference(task) }),
  ],
  [
    new RegExp(
      String.raw`^(?:add|create|make|remember)\s+${TASK}\s*(?:to|called|named|titled|for|:)?\s+(.+)$`,
      'i',
    ),
    ([, title = '']) => added(title),
  ],
  [/^(?:i need to |i must |i have to )?remember\s+(?:to\s+)?(.+)$/i, ([, title = '']) => added(title)],
  [/^(?:remind me|don't let me forget)\s+(?:to\s+)?(.+)$/i, ([, title = '']) => added(title)],
  [
    /^(?:add|create)\s+(.+?)(?:\s+to\s+(?:my|the)\s+(?:list|tasks|todos?))?$/i,
    ([, title = '']) => added(title),
  ],
  [
    /\b(?:show|list|see|what|which|any|view)\b.*\b(?:tasks?|todos?|list|pending|open|left|remaining|completed|done|finished|do)\b/i,
    ([text]) => ({ kind: 'list', status: statusIn(text) }),
  ],
]

/** What the user wants, as far as the script knows. */
export function readIntent(said: string): Intent {
  const text = said
    .trim()
    .replace(/^(?:please|could you|can you|would you)[,\s]+(?:please\s+)?/i, '')
    .replace(/(?:[,\s]+please)?[.!?\s]*$/i, '')
  for (const [pattern, read] of RULES) {
    const match = pattern.exec(text)
    if (match) return read(match)
  }
  return { kind: 'other' }
}

/** "task 3", "#3", "3": an id. Anything else: words that the title should hold. */
export function reference(text: string): Reference {
  const id = /^(?:(?:the|my)\s+)?(?:task\s*)?(?:number\s*|no\.?\s*|id\s*)?#?(\d{1,9})$/i.exec(
    text.trim(),
  )?.[1]
  return id === undefined ? { words: bare(text) } : { id: Number(id) }
}

function added(text: string): Intent {
  const [, title = text, description] = /^(.+?)\s+with (?:the )?description:?\s+(.+)$/i.exec(text) ?? []
  return {
    kind: 'add',
    title: bare(title),
    ...(description === undefined ? {} : { description: bare(description) }),
  }
}

function statusIn(text: string): 'all' | 'pending' | 'completed' {
  if (/\b(?:pending|open|left|remaining|unfinished|not done|to do)\b/i.test(text)) return 'pending'
  return /\b(?:completed|done|finished)\b/i.test(text) ? 'completed' : 'all'
}

function bare(text: string): string {
  return text
    .trim()
    .replace(/^["'“‘]+|["'”’]+$/g, '')
    .trim()
}
