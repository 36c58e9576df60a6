import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { at } from '../../kubernetes/resource.ts'
import { type Problem, wrongFile, wrongValue } from '../../problem/problem.ts'
import { type Helm, HelmError, pullChart } from '../../tools/helm.ts'
import { ArchiveError, chartFiles } from '../../vendor/archive.ts'
import { digestOf } from '../../vendor/lock.ts'
import { type Chart, sourceFile } from '../../vendor/source.ts'

export interface FetchOptions {
  readonly helm: Helm
  /** An empty folder. */
  readonly stage: string
  /** Takes whatever this version has, or the newest one: what the source pins doesn't count. */
  readonly update?: { readonly version?: string }
}

/** A chart as its repository serves it, or why that won't do. */
type Fetched =
  | { readonly files: ReadonlyMap<string, Uint8Array>; readonly digest: string; readonly version: string }
  | { readonly problems: readonly Problem[] }

/** The files of a chart, if they are what the source pins. @throws {HelmError}. */
export async function fetchChart(
  name: string,
  chart: Chart,
  { helm, stage, update }: FetchOptions,
): Promise<Fetched> {
  const file = sourceFile(name)
  const folder = join(stage, 'archive')
  mkdirSync(folder, { recursive: true })
  const { version: wanted, ...address } = update ? { ...chart, version: update.version } : chart
  const manifest = await pullChart(
    helm,
    { repository: address.repository, name: address.name, ...(wanted !== undefined && { version: wanted }) },
    { folder, home: join(stage, 'home') },
  )
  const [archive] = readdirSync(folder).filter((each) => each.endsWith('.tgz'))
  if (archive === undefined) throw new HelmError(`helm pull: no archive of ${chart.name} was downloaded.`)
  const bytes = readFileSync(join(folder, archive))
  const digest = chart.repository.startsWith('oci://') ? manifest : digestOf(bytes)
  if (digest === undefined)
    throw new HelmError(`helm pull: the registry returned no digest for ${chart.name}.`)
  if (!update && digest !== chart.digest) return { problems: [wrongDigest(name, chart, digest)] }
  try {
    const files = await chartFiles(bytes)
    const version = String(at(parse(decode(files.get('Chart.yaml'))), 'version'))
    if (wanted !== undefined && version.replace(/^v/, '') !== wanted.replace(/^v/, ''))
      return {
        problems: [
          wrongValue(
            file,
            ['chart', 'version'],
            `The repository serves ${version} for ${wanted}: write the exact version.`,
          ),
        ],
      }
    return { files, digest, version }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { problems: [wrongFile(file, `names the chart ${chart.name}, whose archive ${error.message}`)] }
  }
}

const wrongDigest = (name: string, { digest, version, ...chart }: Chart, found: string): Problem =>
  digest === undefined
    ? wrongValue(
        sourceFile(name),
        ['chart'],
        `The chart has no digest, so that nothing pins its content. Of ${chart.name} ${version} it is now \`digest: ${found}\`: add that line, or run \`npm run vendor -- ${name} --update ${version}\`.`,
      )
    : wrongValue(
        sourceFile(name),
        ['chart', 'digest'],
        `The repository serves ${chart.name} ${version} with the digest ${found}, which is not the one pinned. If version is new here, run \`npm run vendor -- ${name} --update ${version}\`; otherwise ask the author of the chart why it changed.`,
      )

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)
