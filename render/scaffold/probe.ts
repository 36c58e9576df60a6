import { nearest } from '../problem/nearest.ts'
import type { Probe } from './service.ts'

const PROTOCOLS = ['tcp', 'grpc', 'https', 'http']

/**
 * Reads how a new service's container is to be asked, in the words of programs.yaml: `/path`, `https /path`, `grpc`,
 * `grpc SERVICE`, `tcp`, or a command.
 *
 * @param port where the container listens, if it does.
 * @returns the probe, or what is wrong.
 */
export function probeOf(words: string, port: number | undefined): Probe | string {
  const [first = '', ...rest] = words.split(/\s+/).filter(Boolean)
  if (first === '') return 'must be /PATH, https /PATH, grpc, tcp or a command.'
  const isPath = (word: string | undefined): boolean => /^\/\S*$/.test(word ?? '')
  const secure = first === 'https' && rest.length === 1 && isPath(rest[0])
  const http = isPath(first) && rest.length === 0
  const calls = http || secure || first === 'grpc' || first === 'tcp'
  if (first === 'https' && !secure) return 'must have a path behind https, for example https /health.'
  if ((first === 'tcp' && rest.length > 0) || (first === 'grpc' && rest.length > 1))
    return `has too many words: ${first} takes ${first === 'tcp' ? 'none' : 'the name of one service'}.`
  if (calls && port === undefined) return `needs a port: set --port, or use a command.`
  if (!calls && rest.length === 0 && nearest(first, PROTOCOLS, 2) !== undefined)
    return 'must be /PATH, https /PATH, grpc, tcp, or a command by its path.'
  const normal = [first, ...rest].join(' ')
  if (first === 'grpc')
    return { words: normal, handler: { grpc: { port, ...(rest[0] && { service: rest[0] }) } } }
  if (first === 'tcp') return { words: normal, handler: { tcpSocket: { port } } }
  if (http || secure)
    return {
      words: normal,
      handler: { httpGet: { ...(secure && { scheme: 'HTTPS' }), path: secure ? rest[0] : first, port } },
    }
  return { words: normal, handler: { exec: { command: [first, ...rest] } } }
}
