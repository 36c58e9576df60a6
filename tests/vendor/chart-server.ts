import { createHash } from 'node:crypto'
import { cpSync, readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { execa } from 'execa'
import { findHelm } from '../../render/tools/helm.ts'
import { ROOT } from '../support/root.ts'

export const sha256 = (bytes: Uint8Array | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** @param folder an empty one. @returns the archive of the chart in tests/vendor/charts, as `helm package` makes it. */
export async function packageChart(
  folder: string,
  version = '1.0.0',
  change: (folder: string) => void = () => {},
): Promise<Buffer> {
  cpSync(join(ROOT, 'tests/vendor/charts/cache'), join(folder, 'cache'), { recursive: true })
  change(join(folder, 'cache'))
  const { command } = await findHelm(ROOT)
  await execa(command, ['package', join(folder, 'cache'), '--version', version, '--destination', folder])
  return readFileSync(join(folder, `cache-${version}.tgz`))
}

export interface Repository {
  /** What source.yaml names. */
  readonly url: string
  /** Archives by version, to change while it runs. */
  readonly charts: Map<string, Buffer>
  /** The paths that were asked for. */
  readonly asked: string[]
  /** Ends the connection in the middle of every archive. */
  dying: boolean
  /** `USER:PASSWORD` that it asks for; none if omitted. */
  login?: string
  close(): void
}

/** A server on loopback. */
async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly address: string; close(): void }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

type State = Omit<Repository, 'url' | 'close'>

/** Refuses who is not logged in. */
function isRefused(
  { login }: State,
  { authorization }: IncomingHttpHeaders,
  response: ServerResponse,
): boolean {
  if (login === undefined || authorization === `Basic ${Buffer.from(login).toString('base64')}`) return false
  response.writeHead(401, { 'www-authenticate': 'Basic realm="charts"' }).end('{}')
  return true
}

/** A classic repository: index.yaml and archives. */
export async function startChartRepository(charts: Readonly<Record<string, Buffer>>): Promise<Repository> {
  const state: State = { charts: new Map(Object.entries(charts)), asked: [], dying: false }
  const { address, close } = await listen(({ url = '', headers }, response) => {
    state.asked.push(url)
    if (isRefused(state, headers, response)) return
    const version = /^\/charts\/cache-(.+)\.tgz$/.exec(url)?.[1]
    const archive = version === undefined ? undefined : state.charts.get(version)
    if (url === '/charts/index.yaml') {
      const entries = [...state.charts].map(([each, bytes]) => ({
        apiVersion: 'v2',
        name: 'cache',
        version: each,
        digest: sha256(bytes).slice('sha256:'.length),
        urls: [`cache-${each}.tgz`],
      }))
      response.end(JSON.stringify({ apiVersion: 'v1', entries: { cache: entries } }))
    } else if (archive) sendArchive(response, archive, state.dying)
    else response.writeHead(404).end()
  })
  return Object.assign(state, { close, url: `http://${address}/charts` })
}

/** A registry as https://github.com/opencontainers/distribution-spec describes it, for pulls alone. */
export async function startOciRegistry(charts: Readonly<Record<string, Buffer>>): Promise<Repository> {
  const state: State = { charts: new Map(Object.entries(charts)), asked: [], dying: false }
  const { address, close } = await listen(({ url = '', method, headers }, response) => {
    state.asked.push(url)
    if (isRefused(state, headers, response)) return
    const blobs = [CONFIG, ...state.charts.values()]
    const manifests = [...state.charts].map(([tag, archive]) => ({ tag, text: manifestOf(archive) }))
    const [, kind, reference = ''] =
      /^\/v2\/shop\/charts\/cache\/(manifests|blobs|tags)\/(.+)$/.exec(url) ?? []
    const manifest = manifests.find(({ tag, text }) => tag === reference || sha256(text) === reference)
    const blob = blobs.find((each) => sha256(each) === reference)
    if (url === '/v2/') response.end('{}')
    else if (kind === 'tags' && reference.startsWith('list'))
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ name: 'shop/charts/cache', tags: [...state.charts.keys()] }))
    else if (kind === 'manifests' && manifest) {
      response
        .setHeader('content-type', MANIFEST)
        .setHeader('docker-content-digest', sha256(manifest.text))
        .setHeader('content-length', Buffer.byteLength(manifest.text))
      response.end(method === 'HEAD' ? undefined : manifest.text)
    } else if (kind === 'blobs' && blob) sendArchive(response, blob, state.dying && blob !== CONFIG)
    else response.writeHead(404).end('{}')
  })
  return Object.assign(state, { close, url: `oci://${address}/shop/charts` })
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const CONFIG = Buffer.from('{"name":"cache","apiVersion":"v2"}')

/** https://helm.sh/docs/topics/registries/#helm-chart-manifest */
export const manifestOf = (archive: Buffer): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: {
      mediaType: 'application/vnd.cncf.helm.config.v1+json',
      digest: sha256(CONFIG),
      size: CONFIG.length,
    },
    layers: [
      {
        mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
        digest: sha256(archive),
        size: archive.length,
      },
    ],
  })

function sendArchive(response: ServerResponse, archive: Buffer, dying: boolean): void {
  response.setHeader('content-length', archive.length)
  if (!dying) response.end(archive)
  else response.write(archive.subarray(0, archive.length / 2), () => response.destroy())
}
