export interface Head {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body's first bytes. */
  readonly body: Buffer
}

/** The head of what a CGI program (RFC 3875) wrote. Pure. @returns undefined while it is incomplete. */
export function parseHead(written: Buffer): Head | undefined {
  const end = written.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const lines = written.toString('latin1', 0, end).split('\r\n')
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  const { status = '200', ...headers } = Object.fromEntries(fields)
  return { status: Number.parseInt(status, 10), headers, body: written.subarray(end + 4) }
}
