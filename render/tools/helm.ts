import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { inherited, OFFLINE } from './offline.ts'
import { providedTool } from './provided-tool.ts'
import { versionOf } from './version-of.ts'

/** A helm that can be run. */
export interface Helm {
  readonly command: string
  /** As `4.2.3`. */
  readonly version: string
}

/** No helm that can be run, or one that fails. */
export class HelmError extends Error {
  override readonly name = 'HelmError'
}

/**
 * Finds the helm to fetch and render charts with: $HELM, the copy that comes with this repository, or the one on the
 * PATH. Only helm 4: others render other bytes, and helm 3 gets no fixes any more.
 *
 * @param root the repository, for the copy's folder. @throws {HelmError} if there is none.
 */
export async function findHelm(root: string): Promise<Helm> {
  const found: string[] = []
  for (const command of [process.env['HELM'], providedTool(root, 'helm'), 'helm']) {
    const version = command && (await versionOf(command, ['version', '--template={{.Version}}']))
    if (!command || !version) continue
    if (version.startsWith('4.')) return { command, version }
    found.push(version)
  }
  const other = found.length > 0 ? ` (found ${found.join(', ')})` : ''
  throw new HelmError(`helm 4 not found${other}; install it, or set $HELM to its path.`)
}

/** A chart to fetch. */
export interface ChartAddress {
  /** `https://`, `http://` or `oci://`, without the name of the chart. */
  readonly repository: string
  readonly name: string
  /** The newest that is no prerelease if omitted. */
  readonly version?: string
}

const MINUTES = 2

/**
 * Fetches the archive of a chart, with what the user is logged in to (`helm registry login`), without any plugin.
 *
 * @param folder an empty folder for the archive, alone in it afterwards. @param home an empty folder for helm's own files.
 * @returns the digest of the manifest in an OCI registry; nothing for a classic repository, which has none.
 * @throws {HelmError} with what helm said; the archive may be there in part.
 */
export async function pullChart(
  helm: Helm,
  { repository, name, version }: ChartAddress,
  { folder, home }: { readonly folder: string; readonly home: string },
): Promise<string | undefined> {
  const oci = repository.startsWith('oci://')
  const run = await execa(
    helm.command,
    [
      'pull',
      ...(oci ? [`${repository.replace(/\/$/, '')}/${name}`] : [name, '--repo', repository]),
      ...(version === undefined ? [] : ['--version', version]),
      ...(oci && isLoopback(repository) ? ['--plain-http'] : []),
      ...['--destination', folder],
    ],
    {
      reject: false,
      extendEnv: false,
      env: { ...inherited(), ...network(), ...homes(home) },
      timeout: MINUTES * 60_000,
      cwd: folder,
    },
  )
  if (run.timedOut) throw new HelmError(`helm pull timed out after ${MINUTES} minutes.`)
  if (run.failed) throw failure('pull', run, home)
  return /^Digest: (sha256:[0-9a-f]{64})$/m.exec(`${run.stdout}\n${run.stderr}`)?.[1]
}

export interface TemplateOptions {
  readonly release: string
  readonly namespace: string
  /** As `1.36`: what templates read in .Capabilities.KubeVersion. */
  readonly kubernetes: string
  readonly apiVersions: readonly string[]
  /** A YAML file. */
  readonly values: string
  /** An empty folder, or one that was given before. */
  readonly home: string
}

/**
 * Renders a chart: without a cluster, a network, plugins or post-renderers, in UTC.
 *
 * @param chart its folder. @returns a YAML stream, CustomResourceDefinitions included.
 * @throws {HelmError} with what helm said.
 */
export async function templateChart(
  helm: Helm,
  chart: string,
  { release, namespace, kubernetes, apiVersions, values, home }: TemplateOptions,
): Promise<string> {
  const run = await execa(
    helm.command,
    [
      ...['template', release, chart, '--namespace', namespace, '--include-crds'],
      ...['--kube-version', kubernetes, '--values', values],
      ...apiVersions.flatMap((each) => ['--api-versions', each]),
    ],
    {
      reject: false,
      stripFinalNewline: false,
      extendEnv: false,
      env: { ...inherited(), ...OFFLINE, ...homes(home), HELM_CONFIG_HOME: home, KUBECONFIG: '', TZ: 'UTC' },
      cwd: home,
      timeout: MINUTES * 60_000,
      maxBuffer: 100_000_000,
    },
  )
  if (run.timedOut) throw new HelmError(`helm template timed out after ${MINUTES} minutes.`)
  if (run.failed) throw failure('template', run, home)
  return run.stdout
}

/** Nothing of the user's own helm but what it is logged in to: no plugins, no repositories, no cached archives. */
function homes(home: string): Record<string, string> {
  const plugins = join(home, 'plugins')
  mkdirSync(plugins, { recursive: true })
  return {
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_CONTENT_CACHE: join(home, 'content'),
    HELM_DATA_HOME: join(home, 'data'),
    HELM_PLUGINS: plugins,
    HELM_REPOSITORY_CACHE: join(home, 'repository'),
    HELM_REPOSITORY_CONFIG: join(home, 'repositories.yaml'),
  }
}

/** How this machine reaches the network, and where it keeps what it is logged in to. */
const NETWORK = [
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'XDG_CONFIG_HOME', 'APPDATA', 'DOCKER_CONFIG'],
  ...['HELM_CONFIG_HOME', 'HELM_REGISTRY_CONFIG'],
]

const network = (): Record<string, string | undefined> =>
  Object.fromEntries(NETWORK.map((name) => [name, process.env[name]]))

/** As docker does: a registry on this machine has no certificate. */
const isLoopback = (repository: string): boolean =>
  /^oci:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/)/.test(repository)

/** helm says the same twice, advises options that don't exist here, and names folders that are gone when it is read. */
const failure = (
  command: string,
  run: { stderr?: string | undefined; shortMessage?: string | undefined },
  home: string,
): HelmError =>
  new HelmError(
    `helm ${command}: ${
      (run.stderr ?? '')
        .replace(/^Error: /, '')
        .replace(/\n*Use --debug flag to render out invalid YAML\s*/, '')
        .replaceAll(`${home}/`, '')
        .trim() ||
      run.shortMessage ||
      'failed'
    }`,
  )
