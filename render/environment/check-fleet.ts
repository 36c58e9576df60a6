import { type Path, type Problem, wrongValue } from '../problem/problem.ts'
import { type Definition, environmentFile, namespaceOf } from './environment.ts'
import { intactIn, type Understood } from './sources.ts'

/** What only one environment may have, and how a second one is told. */
const CLAIMS: readonly {
  of: (definition: Definition) => string | undefined
  reads: readonly Path[]
  path: (definition: Definition) => Path
  message: (first: string) => string
}[] = [
  {
    of: (definition) => `${definition.environment.cluster}/${namespaceOf(definition)}`,
    reads: [['cluster'], ['namespace']],
    path: ({ environment }) => (environment.namespace === undefined ? ['cluster'] : ['namespace']),
    message: (first) => `The environment "${first}" is in the same namespace of the same cluster.`,
  },
  {
    of: ({ environment }) => environment.host,
    reads: [['host']],
    path: () => ['host'],
    message: (first) => `The environment "${first}" has the same host.`,
  },
  {
    of: ({ environment }) =>
      environment.nodePort === undefined ? undefined : `${environment.cluster}:${environment.nodePort}`,
    reads: [['cluster'], ['nodePort']],
    path: () => ['nodePort'],
    message: (first) => `The environment "${first}" has the same node port on the same cluster.`,
  },
]

/** Everything that two environments can't both have. Reported at the later one by name, naming the earlier. */
export function checkFleet(understood: readonly Understood[]): Problem[] {
  return CLAIMS.flatMap(({ of, reads, path, message }) => {
    const owners = new Map<string, string>()
    return understood.flatMap(({ definition, problems }) => {
      const intact = intactIn(problems, environmentFile(definition.name))
      const claim = intact(...reads) ? of(definition) : undefined
      if (claim === undefined) return []
      const first = owners.get(claim)
      if (first !== undefined)
        return [wrongValue(environmentFile(definition.name), path(definition), message(first))]
      owners.set(claim, definition.name)
      return []
    })
  })
}
