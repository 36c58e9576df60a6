import { parseQuantity } from './parse.ts'
import { UNITS } from './units.ts'

/** What is wrong with a text that is not a quantity, and what to write instead. */
export function explainQuantity(text: string): string {
  const [, number = '', unit = ''] = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*(\S*)\s*$/.exec(text) ?? []
  if (number === '') return `${JSON.stringify(text)} is not a quantity such as 250m or 256Mi.`
  if (/^[eE][+-]?[0-9]+$/.test(unit))
    return `The exponent of the quantity "${text}" is out of range; use one from -1000 to 1000.`
  if (parseQuantity(number + unit)) return `A quantity has no spaces; write "${number}${unit}".`
  const meant = unitFor(unit)
  const hint = meant ? `Did you mean "${number}${meant}"?` : `Use one of ${UNITS.join(', ')}.`
  return `Unknown unit "${unit}" in quantity "${text}". ${hint}`
}

/** `MB` and `mb` are M, `GiB` is Gi: what people write elsewhere. */
function unitFor(unit: string): string | undefined {
  const short = unit.replace(/(?<=.)b(ytes?)?$/i, '')
  const same = UNITS.filter((each) => each.toLowerCase() === short.toLowerCase())
  return same.find((each) => each.length > 1 || /[kMGTPE]/.test(each)) ?? same[0]
}
