import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'
import { pathProblem } from '../problem/safe-path.ts'

/** An archive that is no chart, or holds what a chart has no use for. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}

/** More than any chart needs; what unpacks to more is a mistake or an attack. */
const MAX_BYTES = 100_000_000

/**
 * The files of a chart's archive (tar, compressed with gzip) by their path, without the folder that they are all in. A
 * dependency that is an archive of its own, in charts/, is unpacked beside it.
 *
 * @throws {ArchiveError} for links, devices, and paths that lead out of the chart or can't be on every file system.
 */
export async function chartFiles(archive: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const [path, content] of await entriesOf(archive)) {
    const inside = path.replace(/^\.\//, '').split('/').slice(1).join('/')
    const dependency = /^((?:charts\/[^/]+\/)*charts)\/[^/]+\.tgz$/.exec(inside)
    if (!dependency) files.set(inside, content)
    else {
      const [[first = ''] = []] = await entriesOf(content)
      const [name] = first.replace(/^\.\//, '').split('/')
      for (const [each, bytes] of await chartFiles(content))
        files.set(`${dependency[1]}/${name}/${each}`, bytes)
    }
  }
  for (const path of files.keys()) {
    const problem = pathProblem(path)
    if (problem) throw new ArchiveError(`holds ${JSON.stringify(path)}, which ${problem}.`)
  }
  if (!files.has('Chart.yaml')) throw new ArchiveError('contains no Chart.yaml, so it is not a chart.')
  return files
}

async function entriesOf(archive: Uint8Array): Promise<[path: string, content: Uint8Array][]> {
  const tar = extract()
  tar.end(unpacked(archive))
  const entries: [string, Uint8Array][] = []
  try {
    for await (const entry of tar) {
      const { name, type } = entry.header
      const content = await buffer(entry)
      if (type === 'file') entries.push([name, content])
      else if (type !== 'directory')
        throw new ArchiveError(`holds ${JSON.stringify(name)}, which is a link or a device.`)
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error
    throw new ArchiveError('is truncated or damaged.', { cause: error })
  }
  return entries
}

function unpacked(archive: Uint8Array): Uint8Array {
  try {
    return gunzipSync(archive, { maxOutputLength: MAX_BYTES })
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new ArchiveError(
      large ? `unpacks to more than ${MAX_BYTES / 1_000_000} MB.` : 'is not a gzip archive, or is truncated.',
      { cause: error },
    )
  }
}
