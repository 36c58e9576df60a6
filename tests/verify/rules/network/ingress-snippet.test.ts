import { ingressSnippet } from '../../../../render/verify/rules/network/ingress-snippet.ts'
import { type Case, mistakes } from '../../mistakes.ts'

const annotated = (key: string, findings: readonly string[]): Case => [
  key,
  [['Ingress/frontend', ['metadata', 'annotations', key], 'return 200;']],
  findings,
]
const refused = (key: string): Case =>
  annotated(key, [
    `Ingress/frontend metadata.annotations.${key}: ${key} injects configuration into the controller; remove it.`,
  ])

mistakes(ingressSnippet, 'production', [
  refused('nginx.ingress.kubernetes.io/configuration-snippet'),
  refused('nginx.ingress.kubernetes.io/server-snippet'),
  refused('nginx.ingress.kubernetes.io/auth-snippet'),
  refused('nginx.org/location-snippets'),
  refused('haproxy-ingress.github.io/config-backend'),
  refused('haproxy.org/backend-config-snippet'),
  annotated('nginx.ingress.kubernetes.io/proxy-body-size', []),
  annotated('cert-manager.io/cluster-issuer', []),
  annotated('example.com/snippet', []),
])
