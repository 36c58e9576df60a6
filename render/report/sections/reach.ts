import type { ReportData } from '../data.ts'
import type { Names } from '../grid.ts'
import { html, type Markup } from '../markup.ts'
import { picture, type Touching } from '../reach/picture.ts'
import { type Link, type Node, type Topology, topologiesOf } from '../reach/topology.ts'
import { listed, named, where } from '../words.ts'
import { concerning, records, type Section } from './section.ts'

/** More pictures than these are folded, all but the first. */
const OPEN_AT_MOST = 3

/** Who reaches whom, as the network policies allow it: as a picture and as a table. */
export function reach(data: ReportData, names: Names): Section {
  const topologies = topologiesOf(data.environments)
  const alike = alikeIn(topologies)
  return {
    id: 'reach',
    title: 'Allowed connections',
    about: html`What the network policies let through; everything else is refused. An arrow ends at the port that
answers. Environments that look alike share a picture; a dashed frame is outside of the environment.`,
    content: html`${topologies.map((topology, index) =>
      figure(topology, index, topologies.length > OPEN_AT_MOST && index > 0, names, alike),
    )}`,
  }
}

function figure(
  topology: Topology,
  index: number,
  folded: boolean,
  names: Names,
  alike: IdenticalChanges,
): Markup {
  const id = `reach-${index}`
  const title = `Allowed connections in ${listedNames(topology.environments, names)}`
  const touching: Touching = (...involved) =>
    [...new Set(involved.map((name) => names.services.indexOf(name)).filter((place) => place >= 0))].join(' ')
  const drawing =
    topology.links.length === 0
      ? html`<p>Nothing reaches anything.</p>`
      : html`<div class="scroll plain" role="group" tabindex="0" aria-labelledby="${id}">${picture(id, title, topology, touching)}</div>`
  return html`<figure data-box class="topology">
<figcaption><h3 id="${id}">${where(topology.environments, names.environments)}</h3></figcaption>
${folded ? html`<details><summary>The picture</summary>${drawing}</details>` : drawing}
${topology.shared.length > 0 && html`<p class="about">Not drawn: every pod reaches ${listed(sharedNames(topology.shared))}.</p>`}
<details data-opens><summary>The same as a table</summary>
${table(`${id}-table`, title, topology, names, alike)}
</details>
</figure>
`
}

const listedNames = (indices: readonly number[], { environments }: Names): string =>
  indices.length > 6
    ? `${indices.length} environments`
    : indices.map((index) => environments[index]).join(', ')

const sharedNames = (shared: readonly Link[]): Markup[] =>
  [...Map.groupBy(shared, ({ to }) => to)]
    .map(([to, links]) => [to, [...new Set(links.map(({ port }) => port))]] as const)
    .map(([to, ports]) => html`${named(to)} on ${listed(ports)}`)

/** The environments that have a connection, whatever else their pictures hold. */
type IdenticalChanges = (topology: Topology, link: Link) => readonly number[]

function alikeIn(topologies: readonly Topology[]): IdenticalChanges {
  const keyOf = ({ nodes }: Topology, { from, to, port }: Link): string => {
    const ranges = [from, to].map((end) => [...(nodes.find(({ name }) => name === end)?.ranges ?? [])])
    return JSON.stringify([from, to, port, ranges])
  }
  const found = new Map<string, number[]>()
  for (const topology of topologies)
    for (const link of [...topology.links, ...topology.shared]) {
      const key = keyOf(topology, link)
      found.set(
        key,
        [...(found.get(key) ?? []), ...topology.environments].sort((a, b) => a - b),
      )
    }
  return (topology, link) => found.get(keyOf(topology, link)) ?? topology.environments
}

function table(id: string, title: string, topology: Topology, names: Names, alike: IdenticalChanges): Markup {
  const byName = new Map(topology.nodes.map((node) => [node.name, node]))
  const rows = [...topology.links, ...topology.shared].map((link) => ({
    about: html`${concerning(
      topology.environments,
      [link.from, link.to].map((name) => names.services.indexOf(name)).filter((place) => place >= 0),
    )} data-alike="${alike(topology, link).join(' ')}"`,
    cells: [end(link.from, byName, names), end(link.to, byName, names), link.port],
  }))
  return records(id, title, ['From', 'To', 'Port'], rows)
}

/** One end of a link, with its address ranges where it stands for such. */
function end(name: string, nodes: ReadonlyMap<string, Node>, names: Names): Markup {
  const ranges = [...(nodes.get(name)?.ranges ?? [])]
  if (ranges.length === 0) return named(name)
  const alike = [...Map.groupBy(ranges, ([, list]) => list.join(', '))]
  return html`${named(name)}${alike.map(
    ([list, of]) =>
      html`<small>${
        alike.length > 1 &&
        html`${where(
          of.map(([index]) => index),
          names.environments,
        )}: `
      }${named(list)}</small>`,
  )}`
}
