import { parseDocument } from 'yaml'
import type { Definition } from './environment.ts'

/**
 * The text of a definition for a new environment that is like another one: the same, comments included, but for what
 * only one environment may have.
 *
 * @param text the definition of `like`. @param others every definition there is.
 */
export function deriveDefinition(
  text: string,
  like: Definition,
  name: string,
  others: readonly Definition[],
): string {
  const document = parseDocument(text)
  const { cluster, host, nodePort, namespace, externalSecrets } = like.environment
  if (namespace !== undefined) document.delete('namespace') // todo-NAME instead
  if (host !== undefined) document.set('host', newHost(host, like.name, name))
  if (nodePort !== undefined) document.set('nodePort', freePort(nodePort, cluster, others))
  if (externalSecrets)
    document.setIn(['externalSecrets', 'path'], newPath(externalSecrets.path, like.name, name))
  return document.toString({ lineWidth: 0 })
}

/** `staging.todo.example.com` becomes `qa.todo.example.com`, and so does `todo.example.com`. */
const newHost = (host: string, like: string, name: string): string => {
  const labels = host.split('.')
  return labels.includes(like)
    ? labels.map((label) => (label === like ? name : label)).join('.')
    : `${name}.${host}`
}

/** `todo/production` becomes `todo/qa`; a path that doesn't name the environment gets a
 * neighbour, for what lies below it belongs to the other. */
const newPath = (path: string, like: string, name: string): string => {
  const parts = path.split('/')
  return parts.includes(like)
    ? parts.map((part) => (part === like ? name : part)).join('/')
    : `${path}-${name}`
}

/** The next port that no environment of the cluster uses, round the range of node ports. */
function freePort(port: number, cluster: string, others: readonly Definition[]): number {
  const taken = new Set(
    others
      .filter(({ environment }) => environment.cluster === cluster)
      .map(({ environment }) => environment.nodePort),
  )
  let free = port
  while (taken.has(free)) free = free === 32767 ? 30000 : free + 1
  return free
}
