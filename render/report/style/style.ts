import { colours } from './colours.ts'
import { page } from './page.ts'
import { print } from './print.ts'
import { reach } from './reach.ts'
import { rules } from './rules.ts'
import { tables } from './tables.ts'
import { toolbar } from './toolbar.ts'

/** The page's whole style sheet; print last, so that it wins. */
export const style = [colours, page, tables, toolbar, reach, rules, print].join('')
