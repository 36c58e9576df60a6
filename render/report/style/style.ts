import { inlineStyles } from '../inline.ts'

/** The page's whole style sheet; print last, so that it wins. */
export const style = inlineStyles(import.meta.url, [
  'colours.css',
  'page.css',
  'tables.css',
  'toolbar.css',
  'reach.css',
  'rules.css',
  'print.css',
])
