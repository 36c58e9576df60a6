import { at, entries, items } from '../../../kubernetes/resource.ts'
import type { Path } from '../../../problem/problem.ts'
import { allContainers } from '../../fields.ts'
import { ofKind, podsOf, text } from '../../lookup.ts'
import type { Rule, Violation } from '../../rule.ts'
import { looksLikeSecret } from '../../secret-patterns.ts'

export const plainSecrets: Rule = {
  id: 'plain-secrets',
  severity: 'error',
  title: 'No ConfigMap, environment variable or argument contains what looks like a secret.',
  why: 'It stays in the git history, is readable by everyone with access to the namespace, and appears in every crash report that prints environment variables. https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  remediation:
    'Rotate the secret, since it is exposed; store it in a Secret and reference it with secretKeyRef.',
  *check(subject) {
    for (const resource of ofKind(subject, 'ConfigMap')) {
      for (const [key, value] of entries(at(resource, 'data')))
        yield* judged(`"${key}"`, text(value), key, { resource, path: ['data', key] })
      for (const [key, value] of entries(at(resource, 'binaryData')))
        yield* judged(`"${key}"`, decoded(value), key, { resource, path: ['binaryData', key] })
    }
    for (const pod of podsOf(subject))
      for (const { path, value: container } of allContainers(pod)) {
        const placed = (...place: Path) => ({ resource: pod.resource, path: [...path, ...place] })
        for (const [index, variable] of items(at(container, 'env')).entries()) {
          const name = text(at(variable, 'name')) ?? ''
          yield* judged(
            `Variable "${name}"`,
            text(at(variable, 'value')),
            name,
            placed('env', index, 'value'),
          )
        }
        for (const list of ['command', 'args'])
          for (const [index, word] of items(at(container, list)).entries()) {
            const option = /^--?([A-Za-z][\w.-]*)$/.exec(text(at(container, list, index - 1)) ?? '')?.[1]
            yield* judged(`An entry of ${list}`, text(word), option ?? '', placed(list, index))
          }
      }
  },
}

function* judged(
  what: string,
  value: string | undefined,
  name: string,
  place: Pick<Violation, 'resource' | 'path'>,
): Iterable<Violation> {
  const reason = value === undefined ? undefined : looksLikeSecret(value, name)
  if (reason !== undefined) yield { ...place, message: `${what} ${reason}; use a secretKeyRef instead.` }
}

const decoded = (value: unknown): string | undefined =>
  typeof value === 'string' ? Buffer.from(value, 'base64').toString('latin1') : undefined
