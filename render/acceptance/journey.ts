import { at } from '../kubernetes/resource.ts'
import type { Request } from './accepted.ts'

/** A request of the journey and its result. */
export interface Exchange {
  readonly name: string
  readonly verdict: 'passed' | 'skipped' | { readonly wrong: string }
}

/** The HTTP request to send, with {unique} and values of earlier answers filled in. */
export interface ToSend {
  readonly method: string
  readonly path: string
  readonly body?: string
}

export type Known = Readonly<Record<string, string>>

/** A text with `{NAME}` replaced by what is known. */
const filled = (text: string, known: Known): string =>
  text.replace(/\{([a-z]+)\}/g, (whole, name: string) => known[name] ?? whole)

const filledIn = (value: unknown, known: Known): unknown => {
  if (typeof value === 'string') return filled(value, known)
  if (Array.isArray(value)) return value.map((each) => filledIn(each, known))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledIn(each, known)]))
}

export const toSend = ({ method, path, send }: Request, known: Known): ToSend => ({
  method,
  path: filled(path, known),
  ...(send !== undefined && { body: JSON.stringify(filledIn(send, known)) }),
})

/** Whether the request needs a value that no earlier answer gave. */
export const isMissingInput = (request: Request, known: Known): boolean =>
  /\{[a-z]+\}/.test(filled(request.path, known))

/** The result of a request, and the values of its answer that later requests use. */
export function read(
  { name, status, keep = {}, expect = {}, skipIf }: Request,
  answer: { readonly status: number; readonly body: string },
): { readonly exchange: Exchange; readonly known: Known } {
  const wrong = (why: string) => ({ exchange: { name, verdict: { wrong: why } }, known: {} })
  if (skipIf !== undefined && answer.body.includes(skipIf))
    return { exchange: { name, verdict: 'skipped' }, known: {} }
  if (!status.includes(answer.status)) return wrong(`answers ${answer.status}`)
  const value = parsed(answer.body)
  for (const [path, wanted] of Object.entries(expect)) {
    const found = valueAt(value, path)
    if (found !== wanted)
      return wrong(`${path} is ${JSON.stringify(found) ?? 'missing'}, not ${JSON.stringify(wanted)}`)
  }
  const known: Record<string, string> = {}
  for (const [key, path] of Object.entries(keep)) {
    const found = valueAt(value, path)
    if (typeof found !== 'string' && typeof found !== 'number') return wrong(`the answer has no ${path}`)
    known[key] = encodeURIComponent(String(found))
  }
  return { exchange: { name, verdict: 'passed' }, known }
}

/** The value at `user.id` or `tool_calls.0.name`; `length` is the number of items. */
const valueAt = (value: unknown, path: string): unknown =>
  at(value, ...path.split('.').map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step)))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
