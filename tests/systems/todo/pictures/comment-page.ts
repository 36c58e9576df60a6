import { marked } from 'marked'

/**
 * A comment's Markdown as a page that looks like a comment on GitHub: GitHub's own style sheet isn't ours to ship.
 *
 * @param markdown from this repository's own code, which makes all that it quotes harmless; it isn't sanitized here.
 */
export const commentPage = (markdown: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Comment</title><style>${STYLE}</style>
<article><header><b>github-actions</b> <span class="bot">bot</span> commented</header>
<div>${withDots(withDiffColours(marked.parse(markdown, { async: false, gfm: true })))}</div></article></html>`

/** GitHub colours the lines of a \`\`\`diff block by their first character. */
const withDiffColours = (html: string): string =>
  html
    .replace('<details>', '<details open>')
    .replaceAll(/(<code class="language-diff">)([\s\S]*?)(<\/code>)/g, (_, open, lines: string, close) =>
      [
        open,
        lines.replaceAll(
          /^([-+!]) .*$/gm,
          (line, sign: string) => `<span class="${CLASSES[sign]}">${line}</span>`,
        ),
        close,
      ].join(''),
    )

/** A machine without an emoji font draws boxes. */
const withDots = (html: string): string =>
  html.replaceAll(/[🔴🟠🔵]/gu, (dot) => `<span class="dot" style="background: ${DOTS[dot]}"></span>`)

const DOTS: Readonly<Record<string, string>> = { '🔴': '#dd2e44', '🟠': '#f4900c', '🔵': '#55acee' }

const CLASSES: Readonly<Record<string, string>> = { '-': 'removed', '+': 'added', '!': 'changed' }

const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; padding: 8px; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #f0f6fc);
  font: 14px/1.5 "Liberation Sans", Arial, sans-serif }
article { border: 1px solid light-dark(#d1d9e0, #3d444d); border-radius: 6px; overflow: hidden }
header { padding: 8px 16px; background: light-dark(#f6f8fa, #151b23); color: light-dark(#59636e, #9198a1);
  border-bottom: 1px solid light-dark(#d1d9e0, #3d444d) }
header b { color: light-dark(#1f2328, #f0f6fc) }
.bot { border: 1px solid light-dark(#d1d9e0, #3d444d); border-radius: 2em; padding: 0 7px; font-size: 12px }
article > div { padding: 4px 16px 8px }
h3 { font-size: 17.5px; margin: 12px 0 }
p, ul, ol, table, pre { margin: 0 0 12px }
ul, ol { padding-left: 2em }
table { border-collapse: collapse }
th, td { border: 1px solid light-dark(#d1d9e0, #3d444d); padding: 6px 13px }
code { font: 12px/1.45 "Liberation Mono", monospace; padding: .2em .4em; border-radius: 6px;
  background: light-dark(#818b981f, #656c7633) }
pre { padding: 16px; border-radius: 6px; background: light-dark(#f6f8fa, #151b23) }
pre code { padding: 0; background: none }
.dot { display: inline-block; width: 13px; height: 13px; border-radius: 50%; vertical-align: -1px }
summary { margin-bottom: 12px }
.removed { color: light-dark(#82071e, #ffdcd7); background: light-dark(#ffebe9, #67060c) }
.added { color: light-dark(#116329, #aff5b4); background: light-dark(#dafbe1, #033a16) }
.changed { color: light-dark(#953800, #ffdfb6); background: light-dark(#ffd8b5, #5a1e02) }
`
