import { parse } from 'yaml'

/** Who may reach whom, as in `backend -> ai-agent:8002`. */
export type Pair = string

interface File {
  readonly peers?: Readonly<Record<string, { readonly workload?: string; readonly port?: number }>>
  readonly connections?: Readonly<Record<string, readonly string[]>>
}

/**
 * The pairs of workloads that reachability.yaml files allow. Pure.
 *
 * @param texts of the platform, the services and the components that are on. @param workloads their names; other
 * peers are left out, for they are no pods of the namespace.
 */
export function allowedPairs(texts: readonly string[], workloads: readonly string[]): Set<Pair> {
  const files = texts.map((text) => (parse(text) ?? {}) as File)
  const peers = new Map(files.flatMap(({ peers = {} }) => Object.entries(peers)))
  const lines = files.flatMap(({ connections = {} }) => Object.entries(connections))
  const pairs = lines.flatMap(([from, targets]) =>
    targets.map((target) => {
      const [name = '', port] = target.split(':')
      const peer = peers.get(name)
      return { from, to: peer?.workload ?? name, port: Number(port ?? peer?.port) }
    }),
  )
  const known = pairs.filter(({ from, to }) => workloads.includes(from) && workloads.includes(to))
  return new Set(known.map(({ from, to, port }) => `${from} -> ${to}:${port}`))
}
