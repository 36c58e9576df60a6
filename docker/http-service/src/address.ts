export type Address = { readonly host: string; readonly port: number }

/**
 * Where an entry point listens: everywhere, at the documented port. `HOST PORT` as arguments are for tests and
 * local use, where the port may be taken; port 0 takes a free one.
 */
export function addressOf(argv: readonly string[], documentedPort: number): Address {
  const [host = '0.0.0.0', port = String(documentedPort)] = argv
  return { host, port: Number(port) }
}
