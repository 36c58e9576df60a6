import { gunzipSync } from 'node:zlib'
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
export function chartFiles(archive: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  for (const [path, content] of entriesOf(archive)) {
    const inside = path.replace(/^\.\//, '').split('/').slice(1).join('/')
    const dependency = /^((?:charts\/[^/]+\/)*charts)\/[^/]+\.tgz$/.exec(inside)
    if (!dependency) files.set(inside, content)
    else {
      const [name = ''] = [...entriesOf(content)].map(([each]) => each.replace(/^\.\//, '').split('/')[0])
      for (const [each, bytes] of chartFiles(content)) files.set(`${dependency[1]}/${name}/${each}`, bytes)
    }
  }
  for (const path of files.keys()) {
    const problem = pathProblem(path)
    if (problem) throw new ArchiveError(`holds ${JSON.stringify(path)}, which ${problem}.`)
  }
  if (!files.has('Chart.yaml')) throw new ArchiveError('contains no Chart.yaml, so it is not a chart.')
  return files
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html: ustar, and what pax and GNU tar add. */
const BLOCK = 512

function* entriesOf(archive: Uint8Array): Generator<[path: string, content: Uint8Array]> {
  const tar = unpacked(archive)
  let longName: string | undefined
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) return
    const size = Number.parseInt(textAt(header, 124, 12).trim() || '0', 8)
    const start = at + BLOCK
    if (!(size >= 0) || start + size > tar.length) throw new ArchiveError('is truncated or damaged.')
    const content = tar.subarray(start, start + size)
    at = start + Math.ceil(size / BLOCK) * BLOCK
    const type = textAt(header, 156, 1)
    if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(decode(content))?.[1] ?? longName
    else if (type === 'L') longName = decode(content).replace(/\0.*$/s, '')
    else {
      const prefix = textAt(header, 345, 155)
      const name = longName ?? `${prefix ? `${prefix}/` : ''}${textAt(header, 0, 100)}`
      longName = undefined
      if (type === '' || type === '0') yield [name, content]
      else if (type !== '5' && type !== 'g')
        throw new ArchiveError(`holds ${JSON.stringify(name)}, which is a link or a device.`)
    }
  }
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

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const textAt = (header: Uint8Array, start: number, length: number): string =>
  decode(header.subarray(start, start + length)).replace(/\0.*$/s, '')
