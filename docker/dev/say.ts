const WIDTH = 'scripted-model'.length
const COLOURS = [36, 33, 35, 32, 34, 31]
const seen: string[] = []

/** Writes one line for one part of the system, after its name. */
export function say(name: string, line: string): void {
  if (!seen.includes(name)) seen.push(name)
  const colour = COLOURS[seen.indexOf(name) % COLOURS.length]
  const label = name.padEnd(WIDTH)
  process.stdout.write(`${process.stdout.isTTY ? `\x1b[${colour}m${label}\x1b[0m` : label} | ${line}\n`)
}

/** A line of a service's log, for people: level, message, then the rest; other lines stay as they are. */
export function readable(line: string): string {
  try {
    const { level, time: _, service: __, msg, ...rest } = JSON.parse(line) as Record<string, unknown>
    const { stack, message } = (rest['err'] ?? {}) as { stack?: string; message?: string }
    const fields = Object.entries(rest)
      .filter(([name]) => name !== 'err')
      .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    const error = level === 'error' || level === 'fatal' ? stack : message
    return [String(level).padEnd(5), msg, ...fields, ...(error ? [`- ${error}`] : [])].join(' ')
  } catch {
    return line
  }
}
