import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Forward = { readonly port: number; readonly close: () => Promise<void> }

/**
 * Passes connections on to a port of the loopback, one chosen anew for each: what a Kubernetes Service does.
 *
 * @param host where to listen
 * @param pick the port for the next connection; undefined refuses it
 */
export function forward(host: string, pick: () => number | undefined): Promise<Forward> {
  const open = new Set<Socket>()
  const server = createServer((from) => {
    const port = pick()
    if (port === undefined) return void from.destroy()
    const to = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, () => resolve({ port: (server.address() as AddressInfo).port, close }))
  })
}
