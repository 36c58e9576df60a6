import { validator } from '../environment/validate.ts'
import { type Problem, wrongFile, wrongKey, wrongValue } from '../problem/problem.ts'

/** A Helm chart, by its place in a repository and by its content. */
export interface Chart {
  /** `https://` or `http://` for a classic repository, `oci://` for a registry; without the name of the chart. */
  readonly repository: string
  readonly name: string
  readonly version: string
  /** Of the archive in a classic repository, of the manifest in a registry. */
  readonly digest?: string
}

/** A folder with a kustomization in another git repository. */
export interface Folder {
  readonly repository: string
  readonly commit?: string
  /** The tag that the commit has; what `--update` starts from. */
  readonly version?: string
  /** From the root of that repository; `.` for the root. */
  readonly path: string
}

/** What source.yaml says. */
export interface Source {
  /** Exactly one of the two. */
  readonly chart?: Chart
  readonly kustomize?: Folder
  /** Of the release, for a chart; defaults to the name of the folder. */
  readonly release?: string
  /** What the templates are rendered for; an environment sets its own. Defaults to the name of the folder. */
  readonly namespace?: string
  /** As `1.36`; defaults to the oldest of the clusters in fleet.yaml. */
  readonly kubernetes?: string
  readonly apiVersions?: readonly string[]
  readonly values?: Readonly<Record<string, unknown>>
  /** Resources to leave out, as `ClusterRole/x`. */
  readonly exclude?: readonly string[]
  /** `false` leaves the CustomResourceDefinitions out; they go to base/crds if omitted. */
  readonly crds?: boolean
}

export const VENDOR_FOLDER = 'base/vendor'
export const sourceFile = (name: string): string => `${VENDOR_FOLDER}/${name}/source.yaml`
export const lockFile = (name: string): string => `${VENDOR_FOLDER}/${name}/source.lock.yaml`
export const valuesFile = (name: string): string => `${VENDOR_FOLDER}/${name}/chart-values.yaml`

/** It becomes a release's name, and a folder that kustomize must not take for a host. */
export const isVendorName = (name: string): boolean => /^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$/.test(name)

const text = (pattern: string, description: string, example: string) => ({
  type: 'string',
  pattern,
  description,
  examples: [example],
})
const LABEL = text('^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$', 'a DNS label', 'cache')

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    chart: {
      type: 'object',
      additionalProperties: false,
      required: ['repository', 'name', 'version'],
      properties: {
        repository: text(
          '^(https?|oci)://[A-Za-z0-9.:_\\[\\]/-]+$',
          'an address that starts with https://, http:// or oci://, without a password or a query',
          'https://charts.example.com',
        ),
        name: text('^[a-z0-9]([a-zA-Z0-9._-]{0,98}[a-zA-Z0-9])?$', 'the name of a chart', 'redis'),
        version: text('^v?[0-9]+(\\.[0-9]+){0,2}[0-9A-Za-z.+-]*$', 'an exact version', '1.4.0'),
        digest: text(
          '^sha256:[0-9a-f]{64}$',
          'sha256: and 64 hexadecimal digits',
          `sha256:${'0123456789abcdef'.repeat(4)}`,
        ),
      },
    },
    kustomize: {
      type: 'object',
      additionalProperties: false,
      required: ['repository', 'path'],
      properties: {
        repository: text(
          '^(https?|ssh|file)://[A-Za-z0-9.:_@\\[\\]/~-]+$',
          'an address that starts with https://, http://, ssh:// or file://',
          'https://github.com/acme/deploy.git',
        ),
        commit: text('^[0-9a-f]{40}([0-9a-f]{24})?$', 'a full commit ID', '0123456789'.repeat(4)),
        version: text('^[0-9A-Za-z][0-9A-Za-z._/+-]{0,99}$', 'the name of a tag', 'v1.4.0'),
        path: text(
          '^(\\.|[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)$',
          'the path of a folder in that repository',
          'deploy/base',
        ),
      },
    },
    release: LABEL,
    namespace: text('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', 'a DNS label', 'shop'),
    kubernetes: text('^1\\.[0-9]+$', 'a minor version of Kubernetes', '1.36'),
    apiVersions: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: text('^[a-z0-9.-]+(/[A-Za-z0-9.-]+){1,2}$', 'an API version', 'monitoring.coreos.com/v1'),
    },
    values: { type: 'object', description: 'the values of the chart' },
    exclude: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: text('^[A-Z][A-Za-z0-9]*/[^\\s/]+$', 'KIND/NAME of a resource', 'ClusterRole/cache'),
    },
    crds: { type: 'boolean', description: 'whether CustomResourceDefinitions go to base/crds' },
  },
}

const validate = validator<Source>(SCHEMA)

/** What belongs to a chart alone. */
const OF_CHARTS = ['release', 'apiVersions', 'values', 'kubernetes'] as const

/**
 * What a source.yaml says, or all that is wrong with it.
 *
 * @param name of its folder. @param value what stands in the file, as the strict parser read it.
 */
export function readSource(name: string, value: unknown): { source?: Source; problems: readonly Problem[] } {
  const file = sourceFile(name)
  if (!isVendorName(name))
    return {
      problems: [
        wrongFile(
          file,
          'is in a folder with an invalid name: use at most 50 lower-case letters, digits and hyphens, starting with a letter.',
        ),
      ],
    }
  const { value: source, problems } = validate(file, value)
  if (problems.length > 0) return { problems }
  const wrong: Problem[] = []
  const { chart, kustomize } = source
  if (!chart && !kustomize) wrong.push(wrongFile(file, 'must have the key chart or the key kustomize.'))
  if (chart && kustomize)
    wrong.push(wrongKey(file, ['kustomize'], 'chart and kustomize are mutually exclusive; remove one.'))
  if (kustomize && !chart)
    for (const key of OF_CHARTS)
      if (source[key] !== undefined) wrong.push(wrongKey(file, [key], `${key} is for a chart; remove it.`))
  if (/:\/\/[^/]*:[^/@]*@/.test(kustomize?.repository ?? ''))
    wrong.push(
      wrongValue(file, ['kustomize', 'repository'], 'holds a password; use a credential helper of git.'),
    )
  return wrong.length > 0 ? { problems: wrong } : { source, problems: [] }
}
