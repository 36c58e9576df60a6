import { shortened } from '../../text/shortened.ts'
import { html, joined, type Markup } from '../markup.ts'
import { type Connection, type Layout, layout, type Placed, type Way } from './layout.ts'
import type { Link, Node, Topology } from './topology.ts'

const LINE = 18
const TITLE = 26
const PADDING = 12
const LONGEST = 28

/** The services that a node or line has to do with, for the page's filter: their places among all. */
export type Touching = (...names: readonly string[]) => string

/**
 * A picture of who reaches whom. Each box lists the ports it answers on, and an arrow ends at its port, so that no
 * line needs a label.
 *
 * @param id unique in the page. @param title what it shows, for those who don't see it.
 */
export function picture(id: string, title: string, { nodes, links }: Topology, touching: Touching): Markup {
  const ports = portsOf(links)
  const loops = links.filter(({ from, to }) => from === to)
  const placed = layout(
    nodes.map((node) => box(node, ports.get(node.name) ?? [])),
    links.filter((link) => !loops.includes(link)).map((link) => connection(link, ports)),
  )
  const description = links.map(({ from, to, port }) => `${from} reaches ${to} on ${port}.`).join(' ')
  return html`
<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-words" ${viewOf(placed)}>
<title id="${id}-title">${title}</title>
<desc id="${id}-words">${description}</desc>
${placed.ways.map((way) => arrow(way, touching))}
${placed.boxes.map((each) => drawn(each, nodes, ports.get(each.id) ?? [], touching(...near(each.id, links))))}
${loops.map((link) => loop(link, placed.boxes, ports, touching))}
</svg>`
}

const portsOf = (links: readonly Link[]): Map<string, string[]> =>
  new Map(
    [...Map.groupBy(links, ({ to }) => to)].map(([to, same]) => [
      to,
      [...new Set(same.map(({ port }) => port))].sort(
        (a, b) => numberIn(a) - numberIn(b) || (a < b ? -1 : 1), // TCP 443 before TCP 8000
      ),
    ]),
  )

/** A node and those that it has to do with. */
const near = (name: string, links: readonly Link[]): string[] => [
  name,
  ...links.filter(({ to }) => to === name).map(({ from }) => from),
  ...links.filter(({ from }) => from === name).map(({ to }) => to),
]

const numberIn = (port: string): number => Number(/[0-9]+/.exec(port)?.[0] ?? 0)

/** Where the port of a link stands in its box. */
const heightOf = ({ to, port }: Link, ports: ReadonlyMap<string, readonly string[]>): number =>
  TITLE + LINE * (ports.get(to)?.indexOf(port) ?? 0) + LINE / 2

const box = ({ name }: Node, ports: readonly string[]) => ({
  id: name,
  width: Math.max(92, 2 * PADDING + Math.max(...[shortened(name, LONGEST), ...ports].map(widthOf))),
  height: TITLE + LINE * ports.length + (ports.length > 0 ? 8 : 6),
  // As high as the arrows that come in, so that a chain is a straight line.
  out: ports.length > 0 ? TITLE + LINE / 2 : (TITLE + 6) / 2,
})

const connection = (link: Link, ports: ReadonlyMap<string, readonly string[]>): Connection & Link => ({
  ...link,
  into: heightOf(link, ports),
})

/** About as wide as a line of text is at 13 pixels; nothing here can measure. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 14 : 7.9), 0)

const MARGIN = 10
const LOOP = 26

function viewOf({ width, height }: Layout): Markup {
  const [w, h] = [round(width + 2 * MARGIN + LOOP), round(height + 2 * MARGIN)]
  return html`viewBox="${-MARGIN} ${-MARGIN} ${w} ${h}" width="${w}" height="${h}"`
}

function drawn(
  { id, x, y, width, height }: Placed,
  nodes: readonly Node[],
  ports: readonly string[],
  services: string,
): Markup {
  const outside = nodes.find(({ name }) => name === id)?.outside
  return html`<g class="node${outside && ' outside'}" data-s="${services}"><title>${id}</title>
<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6"/>
<text x="${round(x + PADDING)}" y="${round(y + 20)}">${shortened(id, LONGEST)}</text>
${ports.map((port, index) => html`<text class="port" x="${round(x + PADDING)}" y="${round(y + TITLE + LINE * index + 13)}">${port}</text>`)}
</g>`
}

function arrow({ connection: { from, to }, points }: Way, touching: Touching): Markup {
  const path = points.map(([x, y], index) => {
    const [before] = points.slice(index - 1, index)
    if (!before || index === 0) return `M${round(x)} ${round(y)}`
    if (index % 2 === 0) return `L${round(x)} ${round(y)}`
    const middle = round((before[0] + x) / 2)
    return `C${middle} ${round(before[1])} ${middle} ${round(y)} ${round(x)} ${round(y)}`
  })
  const [end, last] = [points.at(-1), points.at(-2)]
  return html`<g class="way" data-s="${touching(from, to)}"><title>${from} reaches ${to}</title><path d="${path.join('')}"/>${
    end && last && tip(end, end[0] > last[0])
  }</g>
`
}

/** The arrow's head, before the point where it ends. */
function tip([x, y]: readonly [number, number], onward: boolean): Markup {
  const tail = onward ? -7 : 7
  const points = [
    [x + tail, y - 4],
    [x, y],
    [x + tail, y + 4],
  ].map((point) => point.map(round).join(' '))
  return html`<path class="tip" d="M${joined(points, 'L')}"/>`
}

/** What reaches its own kind. */
function loop(
  link: Link,
  boxes: readonly Placed[],
  ports: ReadonlyMap<string, readonly string[]>,
  touching: Touching,
): Markup | undefined {
  const at = boxes.find(({ id }) => id === link.from)
  if (!at) return undefined
  const [x, y] = [at.x + at.width, at.y + heightOf(link, ports)]
  const path = `M${round(x)} ${round(at.y + 10)}C${round(x + LOOP)} ${round(at.y + 4)} ${round(x + LOOP)} ${round(y)} ${round(x)} ${round(y)}`
  return html`<g class="way" data-s="${touching(link.from)}"><title>${link.from} reaches itself</title><path d="${path}"/>${tip([x, y], false)}</g>`
}

const round = (length: number): number => Math.round(length * 10) / 10
