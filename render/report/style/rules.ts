/** Findings read like a list of errata. */
export const rules = `
.rule { margin-block-start: 2.25rem; }
.rule h3 { font-weight: 600; }
.rule h3 code { font-weight: 400; color: var(--soft); font-size: .84rem; }
.rule .tag { margin-inline-end: .4rem; vertical-align: .08em; }
.rule ul { list-style: none; margin: .75rem 0 0; padding: 0; border-inline-start: 2px solid var(--line); }
.rule li { padding: .55rem 0 .55rem 1.1rem; }
.rule li + li { border-block-start: 1px solid var(--line); }
.rule li p { margin: .1rem 0; }
.places { font-weight: 650; margin-inline-end: .4rem; }
.places details { display: inline-block; }
.path, .source { color: var(--soft); }
.source { font-size: .88rem; }
#excepted { margin-block: 2.75rem -.75rem; font: 500 1.3rem var(--serif); }
.kept { margin-block-start: 2rem; }
.kept dl { columns: 24rem 2; column-gap: 3rem; margin: 1rem 0 0; }
.kept div { break-inside: avoid; padding-block-end: .9rem; }
.kept dt code { color: var(--soft); font-size: .8rem; }
.kept dd { margin: 0; color: var(--soft); font-size: .9rem; }
`
