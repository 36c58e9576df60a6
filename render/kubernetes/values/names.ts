import { all, text } from './check.ts'
import { notAddress } from './not-address.ts'

// The names that Kubernetes knows: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
// Patterns and lengths are those of k8s.io/apimachinery/pkg/api/validate/content and .../util/validation.

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'

export const dnsLabel = text(
  new RegExp(`^${LABEL}$`),
  'lower-case letters, digits and hyphens, with a letter or digit at both ends',
  63,
)

export const dnsSubdomain = text(
  new RegExp(`^${LABEL}(\\.${LABEL})*$`),
  'lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part',
  253,
)

/** A name with `*.` before it or not: a host that a certificate is for. */
export const wildcardName = text(
  new RegExp(`^(\\*\\.)?${LABEL}(\\.${LABEL})*$`),
  'a host name in lower case, with "*." at most before it',
  253,
)

/** The host of an Ingress rule. */
export const host = all(notAddress, wildcardName)

/** Names in RBAC are parts of a URL. */
export const pathSegment = text(/^(?!\.{1,2}$)[^/%]+$/, 'a name without "/" and "%"')

/** The name of a port that others refer to: IANA_SVC_NAME. */
export const portName = text(
  /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  'lower-case letters, digits and single hyphens, with at least one letter',
  15,
)

const NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?'

/** Keys of labels and annotations, names of resources: `name` or `example.com/name`. */
export const qualifiedName = text(
  new RegExp(`^(?=[^/]{1,253}/|[^/]+$)(${LABEL}(\\.${LABEL})*/)?${NAME}$`),
  'a name of at most 63 letters, digits, "-", "_" and ".", after a DNS name and "/" at most',
)

export const labelValue = text(
  /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  'letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  63,
)

/** Keys of a ConfigMap or Secret are file names. */
export const dataKey = text(/^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]+$/, 'letters, digits, "-", "_" and "."', 253)

/** Any printable ASCII character but "=". */
export const variableName = text(/^[ -<>-~]+$/, 'printable characters without "="')
