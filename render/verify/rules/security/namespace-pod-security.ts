import { at } from '../../../kubernetes/resource.ts'
import { ofKind, show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

const LABEL = 'pod-security.kubernetes.io/enforce'

export const namespacePodSecurity: Rule = {
  id: 'namespace-pod-security',
  severity: 'error',
  needs: ['namespace'],
  title: 'The overlay contains the Namespace, which enforces the "restricted" Pod Security Standard.',
  why: 'These rules check only what is in git; the label also applies to pods started by hand. https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  remediation: `Set the label ${LABEL}: restricted in base/platform/namespace.yaml.`,
  *check(subject) {
    const namespaces = ofKind(subject, 'Namespace')
    if (namespaces.length === 0)
      yield {
        message: `The overlay contains no Namespace: expected "${subject.environment.namespace}", with its labels.`,
      }
    for (const resource of namespaces) {
      const level = at(resource, 'metadata', 'labels', LABEL)
      if (level !== 'restricted')
        yield {
          resource,
          path: ['metadata', 'labels', LABEL],
          message: `${LABEL} is ${level === undefined ? 'not set' : show(level)}: expected restricted.`,
          source: { file: 'base/platform/namespace.yaml', path: ['metadata', 'labels', LABEL], at: 'value' },
        }
    }
  },
}
