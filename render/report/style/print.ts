/** On paper: black on white, nothing to click, everything unfolded, and tables that break between rows. */
export const print = `
@page { margin: 15mm 13mm; }
@page across { size: landscape; }
@media print {
  :root, :root:has(:checked) { color-scheme: light; --paper: #fff; --raised: #fff; --wash: #fff; }
  :root { font-size: 8.5pt; }
  body { max-width: none; padding: 0; }
  .theme, .contents, .toolbar form, .skip { display: none; }
  .toolbar { position: static; border: 0; padding: 0; }
  .toolbar:not(.filtered) .status { display: none; }
  .sheet { display: block; }
  .top { padding: 0 0 1rem; }
  section { padding-block: 1rem; }
  h2, h3, summary { break-after: avoid; }
  .scroll, .scroll.tall { overflow: visible; max-height: none; }
  table, .across, .down, .records { min-width: 0 !important; }
  :is(.down, .records) :is(th, td), td { overflow-wrap: anywhere; min-width: 3.2rem; }
  :is(.down, .records) thead th { overflow-wrap: normal; white-space: normal; }
  .down thead code { overflow-wrap: anywhere; white-space: normal; }
  thead th, th:first-child { position: static; }
  tr, li, .kept div, svg, h3 { break-inside: avoid; }
  .box:has(.wide) { page: across; }
  .topology svg { min-width: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  a { text-decoration: none; }
}
`
