import { createHash } from 'node:crypto'
import { type Asked, BEGINNING, type Entry, logOf } from './entry.ts'

/** A line of a log that is not as it was written. */
export interface Broken {
  /** Counts from 1. */
  readonly line: number
  readonly message: string
}

/**
 * An entry as the next line of a log. It holds the hash of the line before it, so that no line can be changed, put in
 * or taken out without all after it being written anew.
 *
 * @param log the text so far. @returns the line with its line break, and its hash.
 */
export function nextLine(log: string, entry: Entry): { line: string; hash: string } {
  const last = log.trimEnd().split('\n').at(-1) ?? ''
  const previous = last === '' ? BEGINNING : String((JSON.parse(last) as { hash?: string }).hash)
  const linked = { ...entry, previous }
  const hash = hashOf(linked)
  return { line: `${JSON.stringify({ ...linked, hash })}\n`, hash }
}

/** Every line of a log that breaks the chain. `before` is the log at an earlier time, which must be its beginning. */
export function verifyLog(file: string, log: string, before = ''): Broken[] {
  const broken: Broken[] = []
  if (!log.startsWith(before))
    broken.push({
      line: lineOfDifference(log, before),
      message: 'What was logged here before was changed or taken out: a log only grows.',
    })
  if (log !== '' && !log.endsWith('\n'))
    broken.push({ line: log.split('\n').length, message: 'The last line is cut off.' })
  let previous = BEGINNING
  const asked = new Set<string>()
  for (const [index, text] of log.split('\n').slice(0, -1).entries()) {
    const read = parse(text)
    const message = read === undefined ? 'This is not an entry.' : wrongWith(file, read, previous, asked)
    if (message) broken.push({ line: index + 1, message })
    previous = String(read?.['hash'] ?? '')
    if (read?.['event'] === 'asked') asked.add(previous)
  }
  return broken
}

type Read = Readonly<Record<string, unknown>>

function wrongWith(
  file: string,
  entry: Read,
  previous: string,
  asked: ReadonlySet<string>,
): string | undefined {
  const { hash, ...linked } = entry
  if (hash !== hashOf(linked)) return 'This line was changed: its hash is that of another one.'
  if (entry['previous'] !== previous) return 'The line before this one is missing, changed or another one.'
  if (entry['event'] === 'ended')
    return asked.has(String(entry['of'])) ? undefined : 'This entry ends a request that is not in the log.'
  if (logOf((entry as unknown as Asked).person ?? '') !== file)
    return `This belongs into the log of ${entry['person']}, not here.`
  return undefined
}

const hashOf = (linked: object): string => createHash('sha256').update(JSON.stringify(linked)).digest('hex')

function parse(text: string): Read | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Read) : undefined
  } catch {
    return undefined
  }
}

function lineOfDifference(log: string, before: string): number {
  const lines = log.split('\n')
  return before.split('\n').findIndex((line, index) => line !== lines[index]) + 1
}
