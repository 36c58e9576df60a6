import type { Container } from '../kubernetes/pods.ts'
import { at, entries, items, type Resource } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'
import { find, text } from './lookup.ts'
import type { Subject } from './rule.ts'

/** An environment variable of a container, and where its value stands: in the workload or in a ConfigMap. */
export interface Variable {
  readonly name: string
  readonly value: string
  readonly resource: Resource
  readonly path: Path
}

/**
 * The variables that a container sees, by name: `env` wins over `envFrom`, the later over the earlier. What comes from
 * a Secret or from the pod itself has no value here, and hides what it overrides.
 */
export function variablesOf(
  subject: Subject,
  workload: Resource,
  container: Container,
): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>()
  for (const source of items(at(container.value, 'envFrom'))) {
    const map = find(subject, 'ConfigMap', text(at(source, 'configMapRef', 'name')) ?? '')
    for (const [key, value] of entries(at(map, 'data'))) {
      const name = `${text(at(source, 'prefix')) ?? ''}${key}`
      if (map && typeof value === 'string')
        found.set(name, { name, value, resource: map, path: ['data', key] })
    }
  }
  for (const [index, each] of items(at(container.value, 'env')).entries()) {
    const name = text(at(each, 'name'))
    if (name === undefined) continue
    const path = [...container.path, 'env', index, 'value']
    const variable = literal(name, at(each, 'value'), workload, path) ?? fromKey(subject, name, each)
    if (variable) found.set(name, variable)
    else found.delete(name)
  }
  return found
}

const literal = (name: string, value: unknown, resource: Resource, path: Path): Variable | undefined =>
  typeof value === 'string' ? { name, value, resource, path } : undefined

function fromKey(subject: Subject, name: string, variable: unknown): Variable | undefined {
  const reference = at(variable, 'valueFrom', 'configMapKeyRef')
  const map = find(subject, 'ConfigMap', text(at(reference, 'name')) ?? '')
  const key = text(at(reference, 'key')) ?? ''
  const value = text(at(map, 'data', key))
  return map && value !== undefined ? { name, value, resource: map, path: ['data', key] } : undefined
}
