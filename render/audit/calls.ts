/** A call of kubectl while an assistant ran, whichever program made it. */
export interface Call {
  /** UTC. */
  readonly time: string
  readonly arguments: readonly string[]
  /** The exit code; null if it was killed, was not started or hadn't ended. */
  readonly exit: number | null
  /** Of what it printed. */
  readonly bytes?: number
  readonly sha256?: string
  /** There if the API server refused it. */
  readonly forbidden?: true
}

/** More calls than that are counted and not listed: a log is for reading. */
const LISTED = 200
const LONGEST = 500

/**
 * The calls in the text that the wrapper wrote, in their order.
 *
 * @param hide takes secrets out of an argument
 * @returns the first calls, and how many more there were; a line that was cut off counts as none.
 */
export function callsIn(
  text: string,
  hide: (argument: string) => string,
): { readonly calls: readonly Call[]; readonly more: number } {
  const found = new Map<string, Call>()
  for (const line of text.split('\n')) {
    const record = parse(line)
    const id = String(record?.['id'] ?? '')
    if (record === undefined || id === '') continue
    const { time, arguments: args, exit, bytes, sha256, forbidden } = record
    const begun = found.get(id)
    if (Array.isArray(args))
      found.set(id, {
        time: String(time),
        arguments: args.map((each) => shortened(hide(String(each)))),
        exit: null,
      })
    else if (begun)
      found.set(id, {
        ...begun,
        exit: typeof exit === 'number' ? exit : null,
        ...(typeof bytes === 'number' && { bytes }),
        ...(typeof sha256 === 'string' && { sha256 }),
        ...(forbidden === true && { forbidden: true as const }),
      })
  }
  const all = [...found.values()]
  return { calls: all.slice(0, LISTED), more: Math.max(0, all.length - LISTED) }
}

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text)

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}
