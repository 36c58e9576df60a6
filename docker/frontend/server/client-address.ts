import { isIP } from 'node:net'

/** An address as proxies write it: some add the port. */
const addressIn = (text: string): string | undefined => {
  const plain = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return isIP(plain) === 0 ? undefined : plain
}

/**
 * Where a request comes from. Each proxy appends the address that it was asked from to X-Forwarded-For, so with two
 * trusted proxies the second entry from the right is the client; what stands left of it the client wrote itself.
 *
 * @param peer the address of the connection
 * @param forwarded the X-Forwarded-For header
 * @param trustedProxies how many proxies in front of this service are trusted
 * @returns the peer if fewer entries are there than proxies (the request took another way), or if the entry is no
 *   address
 */
export const clientAddress = (
  peer: string | undefined,
  forwarded: string | null,
  trustedProxies: number,
): string => {
  const entries = forwarded?.split(',') ?? []
  const entry = trustedProxies > 0 ? entries.at(-trustedProxies)?.trim() : undefined
  return addressIn(entry ?? '') ?? peer ?? ''
}
