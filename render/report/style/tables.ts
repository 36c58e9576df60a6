/**
 * Tables scroll in a box of their own, below heads that stay: the first column always, the first row where a table is
 * higher than the window. What differs is marked by a sign, weight and colour.
 */
export const tables = `
.scroll { overflow: auto; overscroll-behavior-x: contain; position: relative; }
/* A shadow at the edge beyond which there is more; at the end of the table its own background covers it. */
.scroll {
  background:
    linear-gradient(to left, var(--paper) 40%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to left, color-mix(in srgb, var(--ink) 22%, transparent), transparent) right / 1.1rem 100% no-repeat scroll;
}
.scroll.tall { max-height: 85vh; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .93rem; }
th, td { text-align: start; vertical-align: top; padding: .5rem .4rem .5rem 1.1rem; border-block-end: 1px solid var(--line); overflow-wrap: break-word; }
th { font-weight: 400; }
thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; vertical-align: bottom; color: var(--soft); font-size: .86rem; border-color: var(--edge); }
thead th bdi { color: var(--ink); font-size: .95rem; font-weight: 650; }
th:first-child { position: sticky; left: 0; padding-inline-start: 0; background: var(--paper); z-index: 1; }
thead th:first-child { z-index: 2; }
tbody tr:hover > * { background: color-mix(in srgb, var(--line) 35%, var(--paper)); }

.across { table-layout: fixed; }
.across th:first-child { width: 15rem; }
.across.n2 { min-width: 32rem; }
.across.n3 { min-width: 44rem; }
.across.n4 { min-width: 54rem; }
.across.n5 { min-width: 64rem; }
.down, .records { min-width: max-content; }
:is(.down, .records) :is(th, td) { min-width: 5rem; max-width: 19rem; overflow-wrap: anywhere; }
.down thead code { overflow-wrap: normal; white-space: nowrap; }
.down thead th { max-width: none; }

.differs { position: relative; font-weight: 650; }
.differs::before {
  content: "\\2260"; content: "\\2260" / "differs: ";
  position: absolute; inset-inline-start: .15rem; color: var(--red); font-weight: 400;
}
.sign { color: var(--red); font-weight: 400; }
.differs small { font-weight: 400; }
.note, .tag { display: inline-block; font: 600 .74rem/1.5 var(--sans); padding: 0 .5em; border: 1px solid var(--edge); border-radius: 1em; color: var(--soft); }
.tag.error { background: var(--red); border-color: var(--red); color: var(--paper); }
.tag.warning { border-color: var(--red); color: var(--red); }

.weeks { display: block; overflow: visible; }
.weeks line { stroke: var(--edge); }
.weeks .deployments { fill: color-mix(in srgb, var(--soft) 45%, var(--paper)); }
.weeks .failed { fill: var(--red); }
@media (forced-colors: active) {
  .weeks .deployments { fill: none; stroke: CanvasText; }
  .weeks .failed { fill: CanvasText; }
}

@media (max-width: 64rem) {
  .scroll[data-sideways]::before {
    content: "Scroll sideways \\2192"; content: "Scroll sideways \\2192" / "";
    display: block; position: sticky; left: 0; padding-block: .15rem .3rem; background: var(--paper); color: var(--soft); font-size: .82rem;
  }
}
@media (max-width: 40rem) {
  .across th:first-child { width: 9rem; }
  th:first-child code { font-size: .82em; }
  .records th:first-child, .down th:first-child { max-width: 9rem; }
  .across.n1 { min-width: 0; }
  .across.n2 { min-width: 28rem; }
  .across.n3 { min-width: 40rem; }
  .across.n4 { min-width: 50rem; }
  .across.n5 { min-width: 60rem; }
  th:first-child { border-inline-end: 1px solid var(--line); }
}
`
