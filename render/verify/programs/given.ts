import type { Container, PodTemplate } from '../../kubernetes/pods.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'
import type { Path } from '../../problem/problem.ts'
import { text } from '../lookup.ts'
import type { Subject } from '../rule.ts'
import { variablesOf } from '../variables.ts'

/** What a container gets under a variable's name: a value, or a key of a Secret; neither if it is from elsewhere. */
export interface Given {
  readonly resource: Resource
  readonly path: Path
  readonly value?: string
  readonly secret?: { readonly name: string; readonly key: string; readonly optional: boolean }
}

/** Every variable of a container, by name. A variable that says nothing at all is an empty text. */
export function givenTo(subject: Subject, pod: PodTemplate, container: Container): Map<string, Given> {
  const given = new Map<string, Given>(variablesOf(subject, pod.resource, container))
  for (const [index, each] of items(at(container.value, 'env')).entries()) {
    const name = text(at(each, 'name'))
    if (name === undefined || given.has(name)) continue
    const place = { resource: pod.resource, path: [...container.path, 'env', index] }
    const from = at(each, 'valueFrom') ?? undefined
    const reference = at(from, 'secretKeyRef')
    const secret = {
      name: text(at(reference, 'name')) ?? '',
      key: text(at(reference, 'key')) ?? '',
      optional: at(reference, 'optional') === true,
    }
    given.set(name, {
      ...place,
      ...(reference !== undefined ? { secret } : from === undefined ? { value: '' } : {}),
    })
  }
  return given
}
