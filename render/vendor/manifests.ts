import { Document, parseAllDocuments, parseDocument, type Tags } from 'yaml'
import { at, entries, items, type Resource } from '../kubernetes/resource.ts'

/** A resource that a source brings. */
export interface Manifest {
  readonly resource: Resource
  /** The template that wrote it, or the file that holds it. */
  readonly from?: string
}

/** A stream that holds something else than resources. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError'
}

/**
 * YAML 1.1 as helm reads its own output (sigs.k8s.io/yaml): `0644` is an octal number and `yes` is true. Dates and
 * numbers to the base of sixty stay texts there.
 */
const GO_YAML = {
  version: '1.1',
  logLevel: 'silent',
  customTags: (tags: Tags): Tags =>
    tags.filter((tag) => {
      const name = typeof tag === 'object' ? tag.tag : tag
      const format = typeof tag === 'object' && 'format' in tag ? tag.format : undefined
      return !/timestamp/.test(String(name)) && format !== 'TIME'
    }),
} as const

/** The content of a YAML text as helm reads it. @throws {YAMLError} if it can't be read. */
export const asHelmReads = (text: string): unknown => parseDocument(text, GO_YAML).toJS() as unknown

/**
 * The resources of what helm prints; the items of a List stand for themselves, empty documents are nothing.
 *
 * @throws {ManifestError} for what is no resource, with the template that wrote it.
 */
export function readManifests(stream: string): Manifest[] {
  const documents = parseAllDocuments(stream, GO_YAML)
  if (!Array.isArray(documents)) return []
  return documents.flatMap((document): Manifest[] => {
    const from = sourceIn(stream, document)
    const where = from ? ` (${from})` : ''
    const [error] = document.errors
    if (error) throw new ManifestError(`renders invalid YAML${where}: ${error.message.split('\n')[0]}`)
    const value = contentOf(document, where)
    if (value === null || value === undefined) return []
    const isList = /List$/.test(String(at(value, 'kind'))) && at(value, 'items') !== undefined
    return (isList ? items(at(value, 'items')) : [value]).map((each) => {
      if (!isResource(each))
        throw new ManifestError(`renders a document without apiVersion, kind or metadata.name${where}.`)
      return { resource: each, ...(from !== undefined && { from }) }
    })
  })
}

function contentOf(document: Document.Parsed, where: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 10_000 }) as unknown
  } catch (error) {
    throw new ManifestError(`renders invalid YAML${where}: ${(error as Error).message}`, { cause: error })
  }
}

/** helm writes `# Source: CHART/templates/x.yaml` above each document. */
function sourceIn(stream: string, { range, commentBefore }: Document.Parsed): string | undefined {
  const text = `${commentBefore ?? ''}\n${stream.slice(range[0], range[1])}`
  return /^(?:#| )*Source: [^/\s]+\/(\S+)$/m.exec(text)?.[1]
}

const isResource = (value: unknown): value is Resource =>
  [at(value, 'apiVersion'), at(value, 'kind'), at(value, 'metadata', 'name')].every(
    (each) => typeof each === 'string' && each !== '',
  )

/** A resource as YAML that readers of 1.1 and of 1.2 read as the same, with what names it first. */
export function toText({ apiVersion, kind, metadata, ...fields }: Resource): string {
  const { name, ...others } = metadata
  const resource = { apiVersion, kind, metadata: { name, ...others }, ...fields }
  const text = textOf(resource)
  return isSameToAll(text, resource) ? text : textOf(resource, 'QUOTE_DOUBLE')
}

const textOf = (value: object, defaultStringType: 'PLAIN' | 'QUOTE_DOUBLE' = 'PLAIN'): string =>
  new Document(value, { version: '1.1', aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
    defaultStringType,
    defaultKeyType: defaultStringType,
    directives: false,
  })

function isSameToAll(text: string, resource: object): boolean {
  const wanted = JSON.stringify(resource)
  return (['1.1', '1.2'] as const).every((version) => {
    const options = version === '1.1' ? GO_YAML : { version, logLevel: 'silent' as const }
    try {
      return JSON.stringify(parseDocument(text, options).toJS()) === wanted
    } catch {
      return false // a text that stands for a merge
    }
  })
}

/** The same data with another text in place of each text. */
export function mapTexts(value: unknown, change: (text: string, path: readonly string[]) => string): unknown {
  const walk = (each: unknown, path: readonly string[]): unknown => {
    if (typeof each === 'string') return change(each, path)
    if (Array.isArray(each)) return each.map((item, index) => walk(item, [...path, String(index)]))
    if (typeof each !== 'object' || each === null) return each
    return Object.fromEntries(entries(each).map(([key, inner]) => [key, walk(inner, [...path, key])]))
  }
  return walk(value, [])
}
