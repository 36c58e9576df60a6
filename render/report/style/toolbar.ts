/** The filters, which stay in sight where the window is large enough. Without the page's script there are none. */
export const toolbar = `
.toolbar { background: var(--paper); z-index: 4; padding-block: .75rem; border-block: 1px solid var(--line); }
.toolbar form { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; font-size: .9rem; }
.toolbar label, .picker summary { color: var(--soft); }
.toolbar :is(input[type=search], select, button, .picker > summary) {
  font: inherit; min-height: 2.25rem; color: var(--ink); background: var(--raised);
  border: 1px solid var(--edge); border-radius: .35rem; padding: .25rem .6rem;
}
.toolbar input[type=search] { width: 11rem; }
.toolbar select { max-width: 11rem; margin-inline-start: .4rem; }
.toolbar button { cursor: pointer; }
.toolbar button:hover { border-color: var(--red); color: var(--red); }
.toolbar .check { display: inline-flex; align-items: center; gap: .45rem; color: var(--ink); min-height: 2.25rem; }
input[type=checkbox] { accent-color: var(--red); width: 1.05rem; height: 1.05rem; margin: 0; }
.toolbar:has(form[hidden]) { display: none; }
.status { margin: .5rem 0 0; font-size: .88rem; color: var(--soft); }
.picker { position: relative; }
.picker summary { display: flex; align-items: center; max-width: 18rem; }
.picker summary::after { content: ""; border: .28rem solid transparent; border-block-start-color: currentColor; margin: .3rem 0 0 .6rem; }
.picker fieldset {
  position: absolute; inset: calc(100% + .35rem) auto auto 0; min-width: 100%; max-height: min(24rem, 60vh); overflow: auto;
  margin: 0; padding: .5rem .9rem; background: var(--raised); border: 1px solid var(--edge); border-radius: .35rem;
  box-shadow: 0 8px 28px rgb(0 0 0 / 14%);
}
.picker fieldset label { display: flex; align-items: center; gap: .5rem; padding: .28rem 0; color: var(--ink); white-space: nowrap; cursor: pointer; }
@media (min-width: 48rem) and (min-height: 36rem) { .toolbar { position: sticky; top: 0; } }
@media (max-width: 48rem) {
  .toolbar form { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .toolbar form > * { min-width: 0; }
  .toolbar form > :is(.text, .picker, .check) { grid-column: 1 / -1; }
  .toolbar input[type=search], .toolbar select, .picker summary { width: 100%; max-width: none; margin: .15rem 0 0; }
  .toolbar input, .toolbar select { font-size: 1rem; }
}
`
