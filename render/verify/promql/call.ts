import type { Check } from './check.ts'
import { named, type Signature, type Type } from './functions.ts'
import { patternOf } from './pattern.ts'
import { textOf } from './strings.ts'
import { childNamed, expressionsIn, flaw, type Part, quoted, written } from './tree.ts'

/** The arguments of a function or an aggregation: how many, and of which types. */
export function checkCall(part: Part, name: string, signature: Signature, { found, typeOf }: Check): Type {
  const { takes, optional, repeated, gives, experimental } = signature
  const body = childNamed(part, 'FunctionCallBody')
  const given = body ? expressionsIn(body) : []
  const [least, most] = [takes.length - optional, takes.length + repeated]
  if (experimental)
    found.push(
      flaw(
        part,
        `${name} is experimental and disabled by default (--enable-feature=promql-experimental-functions)`,
      ),
    )
  if (given.length < least || given.length > most)
    found.push(flaw(part, `${name} expects ${amount(least, most)}, found ${given.length}`))
  for (const [index, argument] of given.entries()) {
    const type = typeOf(argument)
    const wanted = takes[Math.min(index, takes.length - 1)]
    if (type === undefined || wanted === undefined || type === wanted) continue
    if (index >= takes.length && repeated === 0) continue
    const hint = wanted === 'range vector' && type === 'instant vector' ? ' such as `metric[5m]`' : ''
    found.push(
      flaw(argument, `${name} expects ${named(wanted)}${hint}; ${quoted(argument)} is ${named(type)}`),
    )
  }
  if (name === 'label_replace' && given[4]) checkPattern(given[4], { found, typeOf })
  return gives
}

const amount = (least: number, most: number): string => {
  const noun = (count: number) => `${count} argument${count === 1 ? '' : 's'}`
  if (most === Number.POSITIVE_INFINITY) return `at least ${noun(least)}`
  return least === most ? noun(least) : `${least} or ${noun(most)}`
}

/** Prometheus reads it only when it evaluates the rule, and fails then. */
function checkPattern(argument: Part, { found }: Check): void {
  const read = argument.node.name === 'StringLiteral' ? textOf(written(argument)) : undefined
  const pattern = read && 'text' in read ? patternOf(read.text) : undefined
  if (pattern && 'wrong' in pattern) found.push(flaw(argument, `${pattern.wrong} in ${quoted(argument)}`))
}
