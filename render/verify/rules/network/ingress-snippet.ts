import { at, entries } from '../../../kubernetes/resource.ts'
import { ofKind } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

/** Annotations whose value is configuration of the controller, of every controller that is built on NGINX or HAProxy. */
const SNIPPET = /^[\w.-]*(nginx|haproxy)[\w.-]*\/([\w.-]*-)?snippets?$|^haproxy[\w.-]*\/config-[\w.-]*$/

export const ingressSnippet: Rule = {
  id: 'ingress-snippet',
  severity: 'error',
  title: 'No Ingress injects configuration into its controller through a snippet annotation.',
  why: 'The controller serves every namespace and can read their Secrets: anyone who can merge here could read them through a snippet, and one wrong line stops all traffic (CVE-2021-25742, CVE-2023-5043, CVE-2023-5044). https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/',
  remediation:
    'Remove the annotation; move what it does to the service behind it or to the controller configuration.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Ingress'))
      for (const [key] of entries(at(resource, 'metadata', 'annotations')))
        if (SNIPPET.test(key))
          yield {
            resource,
            path: ['metadata', 'annotations', key],
            message: `${key} injects configuration into the controller; remove it.`,
          }
  },
}
