import { createHash } from 'node:crypto'
import { html, type Markup, toText, verbatim } from './markup.ts'
import { script } from './script/script.ts'
import { style } from './style/style.ts'

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * Nothing but our own style and script may run, known by their hashes, and nothing may be fetched from anywhere: if
 * some text ever got through as markup, it would still do nothing.
 */
const POLICY = [
  `default-src 'none'`,
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  `img-src data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')

/** A page's icon that needs no request. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 4h5v8H2zM9 4h5v3H9zM9 9h5v3H9z" fill="#a1341a"/></svg>',
)}`

/** A whole HTML document that needs no other file. */
export const document = (title: string, body: Markup): string =>
  toText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${ICON}">
<style>${verbatim(style)}</style>
</head>
<body>
${body}
<script>${verbatim(script)}</script>
</body>
</html>
`)
