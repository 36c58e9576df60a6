import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ArchiveError, chartFiles } from '../../render/vendor/archive.ts'

interface Entry {
  readonly name: string
  readonly text?: string | Buffer
  readonly type?: string
}

/** A tar as ustar has it, compressed. */
function archiveOf(...entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, text = '', type = '0' }) => {
    const content = Buffer.from(text)
    const header = Buffer.alloc(512)
    header.write(name.slice(0, 100), 0)
    header.write(content.length.toString(8).padStart(11, '0'), 124)
    header.write(type, 156)
    sign(header)
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

const CHART: Entry = { name: 'cache/Chart.yaml', text: 'name: cache\n' }
const record = (name: string): string => {
  const body = ` path=${name}\n`
  const length = String(body.length + 3).length + body.length
  return `${length}${body}`
}

test('the files of a chart, without its own folder', async () => {
  const long = `cache/templates/${'a'.repeat(120)}.yaml`
  const files = await chartFiles(
    archiveOf(
      { name: 'cache/', type: '5' },
      CHART,
      { name: 'pax', type: 'x', text: record(long) },
      { name: 'shortened', text: 'long' },
      { name: 'cache/empty.yaml' },
    ),
  )
  expect([...files.keys()]).toEqual(['Chart.yaml', long.slice('cache/'.length), 'empty.yaml'])
  expect(new TextDecoder().decode(files.get('Chart.yaml'))).toBe('name: cache\n')
})

test('a dependency that is an archive of its own is unpacked', async () => {
  const dependency = archiveOf(
    { name: 'sub/Chart.yaml', text: 'name: sub\n' },
    { name: 'sub/templates/a.yaml' },
  )
  const files = await chartFiles(archiveOf(CHART, { name: 'cache/charts/sub-1.0.0.tgz', text: dependency }))
  expect([...files.keys()]).toEqual(['Chart.yaml', 'charts/sub/Chart.yaml', 'charts/sub/templates/a.yaml'])
})

test.each<[string, Buffer, string]>([
  ['a path out of the chart', archiveOf(CHART, { name: 'cache/../../x' }), '".." segment'],
  ['a folder of git', archiveOf(CHART, { name: 'cache/.git/config' }), 'git keeps its own files'],
  ['a link', archiveOf(CHART, { name: 'cache/x', type: '2' }), 'a link or a device'],
  ['no chart', archiveOf({ name: 'cache/x' }), 'no Chart.yaml'],
  ['no gzip', Buffer.from('<html>'), 'is not a gzip archive'],
  ['half of one', archiveOf(CHART).subarray(0, 60), 'is truncated'],
  ['a size beyond its end', truncated(), 'is truncated or damaged'],
  ['a bomb', gzipSync(Buffer.alloc(101_000_000)), 'more than 100 MB'],
])('%s is refused', async (_, archive, message) => {
  const refused = chartFiles(archive)
  await expect(refused).rejects.toThrow(ArchiveError)
  await expect(refused).rejects.toThrow(message)
})

/** A header that promises more than there is. */
function truncated(): Buffer {
  const tar = Buffer.alloc(1024)
  tar.write('cache/Chart.yaml', 0)
  tar.write('77777777777', 124)
  tar.write('0', 156)
  sign(tar.subarray(0, 512))
  return gzipSync(tar)
}

/** What makes a header one of ustar: its name, and the sum of its bytes with the sum's own eight taken as blanks. */
function sign(header: Buffer): void {
  header.write('ustar\x0000', 257)
  header.fill(' ', 148, 156)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
}
