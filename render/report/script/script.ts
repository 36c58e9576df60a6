import { inlineModules } from '../inline.ts'

/** The page's whole script: the filters. Everything can be read without it. */
export const script = inlineModules(import.meta.url, [
  'state.js',
  'grids.js',
  'items.js',
  'apply.js',
  'events.js',
])
