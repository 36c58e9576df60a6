import { timeZone } from '../kubernetes/values/time.ts'
import { suggest } from '../problem/nearest.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { type Definition, environmentFile } from './environment.ts'
import { intactIn, type ParsedDefinition } from './sources.ts'

/** Everything wrong with the gates of each environment that its schema can't see. */
export function checkPromotions(understood: readonly ParsedDefinition[]): Problem[] {
  const names = understood.map(({ definition }) => definition.name)
  return understood.flatMap(({ definition, problems }) =>
    intactIn(problems, environmentFile(definition.name))(['promotion'], ['rollback'], ['revision'])
      ? checkOne(definition, names)
      : [],
  )
}

const WITHIN: Path = ['rollback', 'automatic', 'within']

function checkOne({ name, environment }: Definition, names: readonly string[]): Problem[] {
  const { from, soak, healthy, auto, windows = [] } = environment.promotion ?? {}
  const at = (...path: Path): Path => ['promotion', ...path]
  const file = environmentFile(name)
  const problems: Problem[] = []
  if (from === name)
    problems.push(wrongValue(file, at('from'), 'An environment is not promoted from itself.'))
  else if (from !== undefined && !names.includes(from))
    problems.push(wrongValue(file, at('from'), `Environment "${from}" not found.${suggest(from, names)}`))
  if (soak !== undefined && from === undefined)
    problems.push(
      wrongKey(file, at('soak'), '"soak" needs "from": the environment where a build must have run.'),
    )
  if (healthy !== undefined && from === undefined)
    problems.push(
      wrongKey(file, at('healthy'), '"healthy" needs "from": the environment that must be healthy.'),
    )
  if (auto && from === undefined)
    problems.push(wrongKey(file, at('auto'), '"auto" needs "from": the environment to promote from.'))
  const within = environment.rollback?.automatic.within
  for (const [path, value] of [
    [at('soak'), soak],
    [WITHIN, within],
  ] as const)
    if (value !== undefined && /[0-9]{5}/.test(value))
      problems.push(
        wrongValue(file, path, `Expected at most four digits for each unit, found ${JSON.stringify(value)}.`),
      )
  // Both are pushed to main, by workflows that no other branch has.
  const { revision = 'main' } = environment
  if (revision !== 'main')
    for (const [path, asked] of [
      [at('auto'), auto],
      [WITHIN, within],
    ] as const)
      if (asked)
        problems.push(
          wrongValue(file, path, `The environment follows ${revision}, and this needs main: remove one.`),
        )
  windows.forEach(({ timezone }, index) => {
    // Go's name for a zone that is not set up; nothing else knows it.
    const message = timezone === 'Factory' ? 'Unknown time zone "Factory".' : timeZone(timezone)
    if (message !== undefined) problems.push(wrongValue(file, at('windows', index, 'timezone'), message))
  })
  return problems
}
