/** The sheet as a whole: layout and type. Nothing moves, so `prefers-reduced-motion` needs no rule. */
export const page = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 88rem; padding: 0 clamp(1rem, 4vw, 4rem) 6rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums;
}
[hidden] { display: none !important; }
h1, h2, h3 { margin: 0; font-weight: 500; line-height: 1.2; text-wrap: balance; }
h1, h2 { font-family: var(--serif); letter-spacing: -.01em; }
h1 { font-size: clamp(2.2rem, 6vw, 3.4rem); }
h2 { font-size: 1.75rem; }
h3 { font-size: 1.02rem; font-weight: 650; }
p { margin: .35rem 0; max-width: 46rem; overflow-wrap: anywhere; }
a { color: inherit; text-decoration-color: var(--red); text-decoration-thickness: 1px; text-underline-offset: .22em; }
a:hover { color: var(--red); }
code { font-family: var(--mono); font-size: .9em; overflow-wrap: anywhere; }
b { font-weight: 650; margin-inline-end: .3em; }
small { display: block; color: var(--soft); font-size: .82rem; line-height: 1.4; overflow-wrap: anywhere; }
dt, dd, li { overflow-wrap: anywhere; }
summary { cursor: pointer; width: fit-content; min-height: 1.5rem; text-underline-offset: .22em; }
summary:hover { text-decoration: underline; text-decoration-color: var(--red); text-decoration-thickness: 1px; }
time, code[title] { white-space: nowrap; }
bdi, code { unicode-bidi: isolate; }
:focus-visible { outline: 2px solid var(--red); outline-offset: 3px; border-radius: 2px; }
[tabindex="-1"]:focus-visible { outline: none; }
::selection { background: var(--red); color: var(--paper); }

.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset: 0 auto auto 0; padding: .5rem 1rem; background: var(--ink); color: var(--paper); z-index: 9; }
.skip:not(:focus) { transform: translateY(-110%); }
.about, .none, .source, .shown { color: var(--soft); }
.shown { font: 400 .9rem var(--sans); letter-spacing: 0; }
.nothing { color: var(--soft); font-family: var(--serif); font-style: italic; }

.top { padding: clamp(2.5rem, 7vw, 5rem) 0 clamp(1.5rem, 4vw, 2.75rem); }
.top .repository { color: var(--soft); margin: 0 0 .5rem; font-size: .95rem; }
.top .lead { font: 1.3rem/1.5 var(--serif); margin: 1.1rem 0 .5rem; }
.top .lead a { white-space: nowrap; }
.top .stamp { color: var(--soft); font-size: .92rem; }
.theme { float: inline-end; display: flex; border: 0; margin: 0 0 1rem 1rem; padding: 0; font-size: .88rem; gap: 1rem; }
.theme label { position: relative; color: var(--soft); padding: .3rem 0; border-block-end: 2px solid transparent; }
.theme label:has(:checked) { color: var(--ink); border-color: var(--red); }
.theme label:has(:focus-visible) { outline: 2px solid var(--red); outline-offset: 3px; }
.theme input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }

.contents ol { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; margin: 0; padding: 0 0 1rem; }
.contents a { display: inline-block; padding: .25rem 0; text-decoration: none; }
.contents a:hover { text-decoration: underline; }
section { padding-block: clamp(1.75rem, 4vw, 3rem); }
section + section { border-block-start: 1px solid var(--line); }
h2 + .scroll, .about + .scroll { margin-block-start: 1.25rem; }
.box { margin-block-start: 2rem; }
.box h3 { margin-block-end: .6rem; }
.end { border-block-start: 1px solid var(--line); padding-block-start: 1.25rem; color: var(--soft); font-size: .92rem; }

@media (max-width: 26rem) { .theme { float: none; justify-content: end; margin-inline-start: 0; } }
@media (min-width: 75rem) {
  .sheet { display: grid; grid-template-columns: 11rem minmax(0, 1fr); column-gap: clamp(2rem, 4vw, 4rem); }
  .contents { position: sticky; top: 1.5rem; align-self: start; }
  .contents ol { display: block; }
  .contents li { margin-block: .15rem; }
}
`
