import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { wrongFile } from '../../problem/problem.ts'
import { HelmError, templateChart } from '../../tools/helm.ts'
import { type Manifest, ManifestError, readManifests } from '../../vendor/manifests.ts'
import { differences, isKept, isSetByOverlay } from '../../vendor/refusals.ts'
import { type Chart, type Source, sourceFile } from '../../vendor/source.ts'
import { type FetchOptions, fetchChart } from './fetch-chart.ts'
import { type Inflated, NOTHING } from './inflated.ts'
import { trappedCalls } from './trapped-calls.ts'

export interface ChartOptions extends FetchOptions {
  /** What the chart is rendered for if its source says nothing. */
  readonly kubernetes: string
}

/**
 * Fetches the chart of a source and renders it, as often as it takes to know that it comes out the same each time.
 *
 * @throws {HelmError} if it can't be fetched. What is wrong with the chart is among the problems.
 */
export async function inflateChart(
  name: string,
  source: Source & { readonly chart: Chart },
  options: ChartOptions,
): Promise<Inflated> {
  const file = sourceFile(name)
  const { helm, stage } = options
  const fetched = await fetchChart(name, source.chart, options)
  if ('problems' in fetched) return { ...NOTHING, problems: fetched.problems }
  const { files, digest, version } = fetched
  const fail = (message: string): Inflated => ({ ...NOTHING, problems: [wrongFile(file, message)] })

  const folder = join(stage, 'chart')
  layOut(folder, files)
  const home = join(stage, 'home')
  const values = join(stage, 'values.yaml')
  // JSON, of which every reader of YAML makes the same: `yes` in quotes stays a text.
  writeFileSync(values, JSON.stringify(source.values ?? {}))
  const kubernetes = source.kubernetes ?? options.kubernetes
  const namespace = source.namespace ?? name
  const render = async (chart: string, valuesFile: string, inNamespace: string) =>
    readManifests(
      await templateChart(helm, chart, {
        release: source.release ?? name,
        namespace: inNamespace,
        kubernetes,
        apiVersions: source.apiVersions ?? [],
        values: valuesFile,
        home,
      }),
    )
  try {
    const manifests = await render(folder, values, namespace)
    const kept = isKept(source.exclude ?? [])
    let copies = 0
    const callsIn = (chart: ReadonlyMap<string, Uint8Array>) =>
      trappedCalls(chart, source.values ?? {}, async (trapped, trappedValues) => {
        const copy = join(stage, `trapped-${copies++}`)
        layOut(copy, trapped)
        writeFileSync(`${copy}.yaml`, JSON.stringify(trappedValues))
        await render(copy, `${copy}.yaml`, namespace)
      })
    // A template that is left out may define what others need.
    const calls = await callsIn(withoutUnused(files, manifests, kept)).catch((error: unknown) => {
      if (error instanceof HelmError) return callsIn(files)
      throw error
    })
    const against = async (other: string) =>
      differences(manifests.filter(kept), (await render(folder, values, other)).filter(kept))
    const again = await against(namespace)
    // A chart may insist on its namespace: then it is not known which fields hold it.
    const elsewhere = await against(`${namespace.slice(0, 50)}-elsewhere`).catch((error: unknown) => {
      if (error instanceof HelmError) return []
      throw error
    })
    const problems = [
      ...calls.map(({ where, name: called, why }) =>
        wrongFile(
          file,
          `${where} calls ${called}, which ${why}: give in values what it is asked for, such as the name of an existing Secret.`,
        ),
      ),
      ...(calls.length === 0
        ? again.map((each) =>
            wrongFile(file, `${each} is another one each time that the chart is rendered: set it in values.`),
          )
        : []),
    ]
    const bound = elsewhere.filter((each) => !isSetByOverlay(each) && !again.includes(each))
    return {
      manifests,
      problems,
      notes: bound.map(
        (each) =>
          `${each} holds the namespace ${namespace}: patch it where an environment has another namespace.`,
      ),
      fetched: {
        chart: `${source.chart.repository.replace(/\/$/, '')}/${source.chart.name}`,
        version,
        digest,
      },
      pinned: { version, digest },
      renderedWith: `helm ${helm.version}`,
      kubernetes,
      values: decode(files.get('values.yaml')),
    }
  } catch (error) {
    if (error instanceof HelmError) return fail(`can't be rendered. ${error.message}`)
    if (error instanceof ManifestError) return fail(error.message)
    throw error
  }
}

/** A chart without the templates of which nothing is written: what they call doesn't count. */
function withoutUnused(
  files: ReadonlyMap<string, Uint8Array>,
  manifests: readonly Manifest[],
  kept: (manifest: Manifest) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const used = new Set(manifests.filter(kept).map(({ from }) => from))
  const unused = new Set(manifests.map(({ from }) => from).filter((each) => !used.has(each)))
  return new Map([...files].filter(([path]) => !unused.has(path)))
}

function layOut(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)
