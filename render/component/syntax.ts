import type { TString } from 'typebox'

// Each string syntax once: the pattern that editors and `render` check, and, in `description`, the words that
// an error uses for it ("expected DESCRIPTION"). Patterns avoid features that editors' engines lack.

// Plain JSON Schema, so that a command reads it without loading TypeBox.

type Syntax = TString & { pattern: string; description: string; examples: string[]; format?: string }

const text = (pattern: string, description: string, examples: string[]): Syntax =>
  ({ type: 'string', pattern, description, examples }) as Syntax

/** RFC 1123 label, as Kubernetes wants for namespaces and most names. */
export const dnsLabel = text(
  '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
  'a DNS label: lower-case letters, digits and hyphens, at most 63, starting and ending with a letter or digit',
  ['shop-staging'],
)

/** The beginning of names of 63 characters: an environment's name of at most 40 follows, after a hyphen. */
export const systemName = text(
  '^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$',
  'lower-case letters, digits and hyphens, at most 22, starting with a letter',
  ['shop'],
)

/**
 * RFC 1123 subdomain, as Ingress and HTTPRoute want for hosts. One that ends in a number is an IPv4 address to browsers
 * (https://url.spec.whatwg.org/#ends-in-a-number-checker), and Ingress refuses an address.
 */
export const hostName = text(
  '^(?=.{1,253}$)(?!.*\\.(0x[0-9a-f]*|[0-9]+)$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$',
  'a DNS name in lower case, not an IP address, without scheme, port or wildcard',
  ['shop.example.com'],
)

/** A number of a Kubernetes quantity, and its units: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const NUMBER = '\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)'
const UNIT = '[kMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2}'

/** Kubernetes quantity of CPU: cores or thousandths of a core. */
export const cpuQuantity = text(
  `^${NUMBER}([num]|${UNIT})?$`,
  'a CPU quantity, as cores or thousandths of a core',
  ['250m', '1.5'],
)

/** Kubernetes quantity of bytes, more than 0. That it is a whole number of bytes is checked with its unit. */
export const byteQuantity = text(`^(?=[+0.]*[1-9])${NUMBER}(${UNIT})?$`, 'a quantity of bytes with a unit', [
  '256Mi',
  '10Gi',
])

/** Any value of a ResourceQuota: a count, a CPU quantity or a quantity of bytes. */
export const quotaQuantity = text(`^${NUMBER}([num]|${UNIT})?$`, 'a quantity', ['8500m', '12Gi'])

/** Go duration, the subset that External Secrets and Argo CD both read. */
export const duration = text(
  '^(?=.)([0-9]+h)?([0-9]+m)?([0-9]+s)?$',
  'a duration in hours, minutes and seconds',
  ['1h', '1h30m', '90s'],
)

/** IPv4 or IPv6 range. Whether its numbers are in range is checked with the other cross-field rules. */
export const addressRange = text(
  '^([0-9]{1,3}(\\.[0-9]{1,3}){3}/(3[0-2]|[12]?[0-9])|[0-9a-fA-F:]*:[0-9a-fA-F:]*/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$',
  'an address range in CIDR notation',
  ['203.0.113.0/24', '2001:db8::/32'],
)

/**
 * Text that comes out of `kustomize build` as it went in and that a variable can hold: no control characters but tab
 * and line feed, none of the line breaks that only YAML 1.1 knows (NEL, LS, PS), nothing that isn't Unicode, and no
 * tab before the first of several lines.
 */
export const settingValue = text(
  '^(?!\\t[^\\n]*\\n)[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufffe\\uffff\\ud800-\\udfff]*$',
  'text without control characters',
  ['debug', '20'],
)

/** Tag of the distribution specification (https://github.com/opencontainers/distribution-spec). */
export const imageTag = text(
  '^(?!(latest|main|master|edge|nightly|stable|dev|develop)$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$',
  'an image tag that never moves (not `latest` or the name of a branch), in quotes if it looks like a number',
  ['1.4.0', '2026-11-21-3d3c42e'],
)

export const imageDigest = text('^sha256:[0-9a-f]{64}$', 'a digest, sha256: and 64 hexadecimal digits', [
  'sha256:af85d11ce7ef10172855a6e3649e3e8125b1b9e3ca41849ec2918036f05cb212',
])

export const commitId = text('^[0-9a-f]{40}$', 'a full commit id, 40 hexadecimal digits', [
  '3d3c42e5aac5ba805825da76410c181273ba90b1',
])

/** Registry host and path of an image name, in the grammar of the distribution specification. */
export const registryPath = text(
  '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$',
  'a registry and path in lower case, without scheme, tag or trailing slash',
  ['ghcr.io/acme/shop'],
)

/** What Argo CD accepts as repoURL: https, ssh, scp-like, or a file URL for tests on one machine. */
export const repositoryUrl = text(
  '^(https://(?![^/]*@)[!#-~]+|ssh://(?![^/]*:[^/]*@)[!#-~]+|file://[!#-~]+|git@[!#-9;-~]+:[!#-~]+)$',
  'the URL that Argo CD clones (https://, ssh:// or git@host:path), without a password',
  ['https://github.com/acme/shop-gitops.git'],
)

/** Branch, tag or commit: the safe part of git-check-ref-format. */
export const gitRevision = text(
  '^(?!.*(\\.\\.|//|@\\{|\\.lock(/|$)|[./]$))[A-Za-z0-9_][A-Za-z0-9_./-]*$',
  'a branch, tag or commit of the repository',
  ['main', 'v1.2.0'],
)

/** Path in a secret store, as `remoteRef.key` prefixes it. */
export const secretPath = text(
  '^(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]+(/(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]+)*$',
  'a path without leading or trailing slash and without the segments "." and ".."',
  ['shop/production'],
)

export const version = text('^[0-9]+\\.[0-9]+(\\.[0-9]+)?$', 'a version, quoted if it has two parts', [
  '1.36',
  '3.5.7',
])

/** API server of a cluster, as Argo CD's destinations name it. */
export const serverUrl = text('^https://[!#-~]+$', 'an https:// URL', ['https://kubernetes.default.svc'])

/** Why something is as it is: one line that says something. */
export const reason = text(
  '^(?=.{10,500}$)\\S[^\\u0000-\\u001f\\u007f]*\\S$',
  'a sentence, 10 to 500 characters on one line',
  ['No image has been published yet.'],
)

/** A day that exists, as ISO 8601 writes it: as text it sorts like the calendar. */
export const day = text(
  '^20([0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([02468][048]|[13579][26])-02-29)$',
  'a date, YYYY-MM-DD',
  ['2026-12-01'],
)

/** Name of a rule of `verify`. */
export const ruleName = text('^[a-z]+(-[a-z]+)*$', 'the name of a rule', ['image-digest'])

/** A resource within one environment: its kind and name. */
export const resourceName = text('^[A-Z][A-Za-z]+/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$', 'a resource, KIND/NAME', [
  'Deployment/web',
])
