import type { Contribution } from '../../catalog/catalog.ts'
import { at, entries, items } from '../../kubernetes/resource.ts'
import { suggest } from '../../problem/nearest.ts'
import { type Problem, wrongKey, wrongValue } from '../../problem/problem.ts'
import { text, whole } from '../lookup.ts'
import { type Expectation, expectationOf } from './expectation.ts'

/** What runs in a container, as a programs.yaml says it. */
export interface Program {
  /** Of the container, or WORKLOAD/CONTAINER. */
  readonly name: string
  readonly file: string
  /** The workloads of its folder, as `Deployment/web`: it is about their containers. */
  readonly workloads: readonly string[]
  /** The service whose image it runs: the one of its own name, or the one that its folder is about. */
  readonly image: string
  /** Its arguments, `#` for a number in them; nothing if anything goes. */
  readonly args: readonly string[] | undefined
  /** Where it listens. */
  readonly ports: readonly number[]
  /** The user and group that its image is made for: it owns the files. */
  readonly user: number | undefined
  /** Where it writes, besides /tmp. */
  readonly writes: readonly string[]
  /** The folder that must outlive the pod. */
  readonly data: string | undefined
  /** By startup, liveness, readiness: what answers, in the words of `askedBy`. */
  readonly probes: Readonly<Record<string, string>>
  /** The path of its metrics, if it has any. */
  readonly metrics: string | undefined
  readonly variables: ReadonlyMap<string, Expectation>
}

const KEYS = ['image', 'user', 'args', 'port', 'probes', 'metrics', 'writes', 'data', 'variables']
const PROBES = ['startup', 'liveness', 'readiness']

/**
 * The programs of a file, and what is wrong with what it says.
 *
 * @param folder what the folder of the file brings.
 */
export function programsIn(
  file: string,
  value: unknown,
  folder: Pick<Contribution, 'workloads' | 'images'> = { workloads: [], images: [] },
): { programs: Program[]; flaws: Problem[] } {
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
        flaws.push(wrongKey(file, [name, 'probes', key], `Unknown probe "${key}".${suggest(key, PROBES)}`))
    const variables = entries(at(definition, 'variables')).flatMap(([variable, said]) => {
      const expectation = expectationOf(variable, text(said) ?? '')
      if (typeof expectation !== 'string') return [[variable, expectation] as const]
      flaws.push(wrongValue(file, [name, 'variables', variable], expectation))
      return []
    })
    const args = at(definition, 'args')
    const own = folder.images.find((image) => file.startsWith(`base/services/${image}/`))
    const container = name.split('/').at(-1) ?? name
    const port = at(definition, 'port')
    const ports = port === undefined ? [] : Array.isArray(port) ? port : [port]
    if (!ports.every(Number.isInteger))
      flaws.push(wrongValue(file, [name, 'port'], 'Must be the number of a port, or a list of them.'))
    return {
      name,
      file,
      workloads: folder.workloads,
      image:
        text(at(definition, 'image')) ?? (folder.images.includes(container) ? container : (own ?? container)),
      args: args === undefined ? undefined : items(args).map(String),
      ports: ports.filter(Number.isInteger) as number[],
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
