import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'

interface Node {
  readonly kind: string
  readonly name: string
  readonly parentRefs?: readonly { readonly kind: string; readonly name: string }[]
}

/** What Argo CD's API server and web page show below an Application, as the controller keeps it in Redis. */
export async function resourceTree(
  redis: { host: string; port: number },
  application: string,
): Promise<Node[]> {
  const [key] = (await ask(redis, ['KEYS', `app|resources-tree|${application}|*`])).filter(
    (each) => each.length > 0,
  )
  if (!key) return []
  const [stored] = await ask(redis, ['GET', key.toString()])
  if (!stored) return []
  // As long as it lies in Redis it is compressed, unless Argo CD was told otherwise.
  const text = stored[0] === 0x1f ? gunzipSync(stored) : stored
  return (JSON.parse(text.toString()) as { nodes?: Node[] }).nodes ?? []
}

/** A question in Redis' protocol. @returns the strings of the answer. */
function ask({ host, port }: { host: string; port: number }, words: readonly string[]): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    let received = Buffer.alloc(0)
    socket.once('error', reject)
    socket.setTimeout(10_000, () => socket.destroy(new Error('Redis does not answer')))
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      const answer = readAnswer(received)
      if (!answer) return
      socket.destroy()
      resolve(answer)
    })
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
    socket.write(`*${words.length}\r\n${parts.join('')}`)
  })
}

/** The strings of a complete answer, a string or a list of them. Pure. @returns undefined while it is incomplete. */
export function readAnswer(received: Buffer): Buffer[] | undefined {
  let at = 0
  const line = (): string | undefined => {
    const end = received.indexOf('\r\n', at)
    if (end < 0) return undefined
    const text = received.toString('latin1', at, end)
    at = end + 2
    return text
  }
  const head = line()
  if (head === undefined) return undefined
  if (head.startsWith('-')) throw new Error(`Redis: ${head.slice(1)}`)
  const count = head.startsWith('*') ? Number(head.slice(1)) : 1
  if (!head.startsWith('*')) at = 0
  const strings: Buffer[] = []
  for (let index = 0; index < count; index += 1) {
    const size = line()
    if (size === undefined) return undefined
    const length = Number(size.slice(1))
    if (length < 0) continue
    if (received.length < at + length + 2) return undefined
    strings.push(received.subarray(at, at + length))
    at += length + 2
  }
  return strings
}
