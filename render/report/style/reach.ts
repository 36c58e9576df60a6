/** The pictures. Their shapes are drawn by the renderer, their colours are the page's. */
export const reach = `
.topology { margin: 2.25rem 0 0; }
.topology h3 { margin-block-end: .9rem; }
.topology summary { margin-block: .6rem; }
.topology svg { display: block; max-width: 100%; min-width: 44rem; height: auto; font: 13px var(--sans); }
.node rect { fill: var(--raised); stroke: var(--edge); }
.node text { fill: var(--ink); font-weight: 600; }
.node .port { fill: var(--soft); font: 11.5px var(--mono); }
.outside rect { fill: none; stroke-dasharray: 4 3; }
.outside text { font-weight: 400; }
.way path { fill: none; stroke: var(--soft); stroke-width: 1.25; }
.way .tip { stroke-linejoin: round; stroke-linecap: round; }
.way:hover path { stroke: var(--red); stroke-width: 2; }
.off { opacity: .18; }
@media (forced-colors: active) {
  .node rect, .way path { stroke: CanvasText; }
  .node text, .node .port { fill: CanvasText; }
}
`
