import { workloadsOf } from '../../verify/reach/parties.ts'
import type { Edge } from '../../verify/reach/reach.ts'
import type { EnvironmentReport } from '../data.ts'
import { count } from '../words.ts'

/** One picture: what it shows, and the environments of which it is true. */
export interface Topology {
  readonly environments: readonly number[]
  readonly nodes: readonly Node[]
  readonly links: readonly Link[]
  /** What every pod reaches: said, not drawn, because it would be half of all lines. */
  readonly shared: readonly Link[]
}

export interface Node {
  readonly name: string
  /** Not a workload of the environment. */
  readonly outside: boolean
  /** The address ranges that the node stands for, by environment; a node has none or stands for ranges only. */
  readonly ranges: ReadonlyMap<number, readonly string[]>
}

export interface Link {
  readonly from: string
  readonly to: string
  /** As in `TCP 8000`. */
  readonly port: string
}

/** The pictures of a fleet: environments that look alike share one, those of most environments first. */
export function topologiesOf(environments: readonly EnvironmentReport[]): Topology[] {
  const each = environments.map((environment, index) => topologyOf(environment, index))
  const alike = Map.groupBy(each, ({ nodes, links, shared }) =>
    JSON.stringify([nodes.map(({ name, outside }) => [name, outside]), links, shared]),
  )
  return [...alike.values()]
    .map((same) => merge(same))
    .sort((a, b) => b.environments.length - a.environments.length)
}

function merge(same: readonly Topology[]): Topology {
  const [first] = same as [Topology]
  return {
    ...first,
    environments: same.flatMap(({ environments }) => environments),
    nodes: first.nodes.map((node) => ({
      ...node,
      ranges: new Map(
        same.flatMap(({ nodes }) => [...(nodes.find(({ name }) => name === node.name)?.ranges ?? [])]),
      ),
    })),
  }
}

function topologyOf({ edges, resources }: EnvironmentReport, index: number): Topology {
  const workloads = new Set(workloadsOf(resources).map(({ name }) => name))
  const { renamed, ranges } = collapse(edges)
  const links = distinct(
    renamed.map(({ from, to, port, protocol }) => ({ from, to, port: portText(port, protocol) })),
  )
  const shared = links.filter(({ to, port }) => {
    const sources = links.filter((link) => link.to === to && link.port === port).map(({ from }) => from)
    return workloads.size > 2 && !workloads.has(to) && [...workloads].every((name) => sources.includes(name))
  })
  const drawn = links.filter((link) => !shared.includes(link))
  const names = [...new Set(drawn.flatMap(({ from, to }) => [from, to]))].sort()
  return {
    environments: [index],
    nodes: names.map((name) => ({
      name,
      outside: !workloads.has(name),
      ranges: new Map(ranges.has(name) ? [[index, ranges.get(name) ?? []]] : []),
    })),
    links: drawn,
    shared,
  }
}

const portText = (port: string, protocol: string): string => {
  if (port === '*') return protocol === 'any' ? 'every port' : `every ${protocol} port`
  return protocol === 'any' ? port : `${protocol} ${port}`
}

const isRange = (name: string): boolean => /^[0-9a-f.:]+\/[0-9]{1,3}( except .*)?$/i.test(name)

const rangesName = (ranges: readonly string[]): string =>
  ranges.every((range) => range.endsWith('/0')) ? 'any address' : count(ranges.length, 'address range')

/** Address ranges that the same pods reach, or that reach the same pods, on the same port, become one node. */
function collapse(edges: readonly Edge[]): { renamed: Edge[]; ranges: Map<string, string[]> } {
  const alike = Map.groupBy(
    [...new Set(edges.flatMap(({ from, to }) => [from, to]).filter(isRange))],
    (range) =>
      JSON.stringify(
        edges
          .filter(({ from, to }) => from === range || to === range)
          .map(({ from, to, port, protocol }) => [from === range || from, to === range || to, port, protocol])
          .map((parts) => JSON.stringify(parts))
          .sort(),
      ),
  )
  const ranges = new Map<string, string[]>()
  const nameOf = new Map<string, string>()
  for (const same of alike.values()) {
    const plain = rangesName(same)
    let name = plain
    for (let number = 2; ranges.has(name); number++) name = `${plain} (${number})`
    ranges.set(name, same.sort())
    for (const range of same) nameOf.set(range, name)
  }
  const renamed = edges.map((edge) => ({
    ...edge,
    from: nameOf.get(edge.from) ?? edge.from,
    to: nameOf.get(edge.to) ?? edge.to,
  }))
  return { renamed, ranges }
}

/** Each link once, in an order of its own: two environments must not look different because of theirs. */
const distinct = (links: readonly Link[]): Link[] =>
  [...new Map(links.map((link) => [JSON.stringify([link.from, link.to, link.port]), link]))]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, link]) => link)
