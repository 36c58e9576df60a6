import type { Container, PodTemplate } from '../../kubernetes/pods.ts'
import { at, items } from '../../kubernetes/resource.ts'
import { nearest, suggest } from '../../problem/nearest.ts'
import { find, show, text } from '../lookup.ts'
import type { Subject, Violation } from '../rule.ts'
import type { Expectation, SecretKey } from './expectation.ts'
import { type Given, givenTo } from './given.ts'
import type { Program } from './program.ts'

/** What is wrong with the variables of a container: missing, superfluous, from elsewhere, or of another form. */
export function* wrongVariables(
  subject: Subject,
  pod: PodTemplate,
  container: Container,
  known: Program,
): Iterable<Violation> {
  for (const [index, source] of items(at(container.value, 'envFrom')).entries())
    if (text(at(source, 'secretRef', 'name')) !== undefined)
      yield {
        resource: pod.resource,
        path: [...container.path, 'envFrom', index, 'secretRef'],
        message: `Container "${container.name}" gets every key of the Secret ${show(at(source, 'secretRef', 'name'))}: expected a secretKeyRef for each that it reads.`,
      }
  const given = givenTo(subject, pod, container)
  const wanted = [...known.variables.keys()]
  for (const [name, expectation] of known.variables) {
    const found = given.get(name)
    if (!found) {
      const close = nearest(
        name,
        [...given.keys()].filter((each) => !known.variables.has(each)),
      )
      const message = `Container "${container.name}" gets no ${name}: expected ${shown(expectation)}.`
      // A misspelt one is said below.
      if (close === undefined) yield { ...home(subject, pod, container, expectation), message }
    } else {
      const wrong = wrongWith(found, expectation)
      const where = found.secret && 'secret' in expectation ? wrongPart(found.secret, expectation) : []
      if (wrong !== undefined)
        yield {
          resource: found.resource,
          path: [...found.path, ...where],
          message: `${name} ${wrong}: expected ${shown(expectation)}.`,
        }
    }
  }
  for (const [name, { resource, path }] of given)
    if (!known.variables.has(name))
      yield {
        resource,
        path,
        message: `Container "${container.name}" reads no ${name}.${suggest(
          name,
          wanted.filter((each) => !given.has(each)),
        )}`,
      }
}

const shown = (expectation: Expectation): string =>
  'secret' in expectation
    ? `key ${expectation.key} of the Secret "${expectation.secret}"${expectation.optional ? ', optional' : ''}`
    : expectation.expected

function wrongWith({ value, secret }: Given, expectation: Expectation): string | undefined {
  if ('secret' in expectation) {
    if (!secret) return "doesn't come from a Secret"
    const { name, key, optional } = secret
    if (name === expectation.secret && key === expectation.key && optional === expectation.optional)
      return undefined
    return `comes from key ${key || '?'} of the Secret ${show(name)}${optional ? ', optional' : ''}`
  }
  if (value === undefined) return 'comes from elsewhere'
  return expectation.accepts(value) ? undefined : `is ${show(value)}`
}

/** What of a reference is wrong. */
function wrongPart({ name, key }: NonNullable<Given['secret']>, expected: SecretKey): string[] {
  const part = name !== expected.secret ? ['name'] : key !== expected.key ? ['key'] : ['optional']
  return ['valueFrom', 'secretKeyRef', ...part]
}

/** Where a missing variable belongs: into the container's ConfigMap, if it is a setting, or among its variables. */
function home(subject: Subject, pod: PodTemplate, container: Container, expectation: Expectation) {
  const name = text(at(container.value, 'envFrom', 0, 'configMapRef', 'name'))
  const map = name === undefined || 'secret' in expectation ? undefined : find(subject, 'ConfigMap', name)
  return map
    ? { resource: map, path: ['data'] }
    : { resource: pod.resource, path: [...container.path, 'env'] }
}
