import { apply } from './apply.ts'
import { events } from './events.ts'
import { grids } from './grids.ts'
import { items } from './items.ts'
import { state } from './state.ts'

/** The page's whole script: the filters. Everything can be read without it. */
export const script = `(() => {\n'use strict'\n${[state, grids, items, apply, events].join('')}})()\n`
