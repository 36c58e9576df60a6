import { at, entries, items } from '../../kubernetes/resource.ts'
import { suggest } from '../../problem/nearest.ts'
import { type Problem, wrongKey, wrongValue } from '../../problem/problem.ts'
import { text, whole } from '../lookup.ts'
import { type Expectation, expectationOf } from './expectation.ts'

/** What runs in a container, as a programs.yaml says it. */
export interface Program {
  /** Of the container. */
  readonly name: string
  readonly file: string
  /** The service whose image it runs; defaults to the one of its own name. */
  readonly image: string
  /** Its arguments, `#` for a number in them; nothing if anything goes. */
  readonly args: readonly string[] | undefined
  readonly port: number | undefined
  /** The user and group that its image is made for: it owns the files. */
  readonly user: number | undefined
  /** Where it writes, besides /tmp. */
  readonly writes: readonly string[]
  /** The folder that must outlive the pod. */
  readonly data: string | undefined
  /** By startup, liveness, readiness: the path that answers, or the command. */
  readonly probes: Readonly<Record<string, string>>
  /** The path of its metrics, if it has any. */
  readonly metrics: string | undefined
  readonly variables: ReadonlyMap<string, Expectation>
}

const KEYS = ['image', 'user', 'args', 'port', 'probes', 'metrics', 'writes', 'data', 'variables']
const PROBES = ['startup', 'liveness', 'readiness']

/** The programs of a file, and what is wrong with what it says. */
export function programsIn(file: string, value: unknown): { programs: Program[]; flaws: Problem[] } {
  const flaws: Problem[] = []
  if (entries(value).length === 0)
    flaws.push(wrongValue(file, [], 'Expected programs by the names of their containers.'))
  const programs = entries(value).map(([name, definition]): Program => {
    for (const [key] of entries(definition))
      if (!KEYS.includes(key))
        flaws.push(wrongKey(file, [name, key], `A program has no "${key}".${suggest(key, KEYS)}`))
    const probes = entries(at(definition, 'probes'))
    for (const [key] of probes)
      if (!PROBES.includes(key))
        flaws.push(
          wrongKey(file, [name, 'probes', key], `There is no probe "${key}".${suggest(key, PROBES)}`),
        )
    const variables = entries(at(definition, 'variables')).flatMap(([variable, said]) => {
      const expectation = expectationOf(variable, text(said) ?? '')
      if (typeof expectation !== 'string') return [[variable, expectation] as const]
      flaws.push(wrongValue(file, [name, 'variables', variable], expectation))
      return []
    })
    const args = at(definition, 'args')
    return {
      name,
      file,
      image: text(at(definition, 'image')) ?? name,
      args: args === undefined ? undefined : items(args).map(String),
      port: whole(at(definition, 'port')),
      user: whole(at(definition, 'user')),
      writes: items(at(definition, 'writes')).map(String),
      data: text(at(definition, 'data')),
      probes: Object.fromEntries(probes.map(([key, asked]) => [key, String(asked)])),
      metrics: text(at(definition, 'metrics')),
      variables: new Map(variables),
    }
  })
  return { programs, flaws }
}
