import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Cleanup } from '../cleanup.ts'
import { output, run } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'

export type Entry = { readonly mode: string; readonly owner: string; readonly path: string }

/**
 * Lists an image's files, and looks for a text in their contents.
 * The last stage of our images only copies, so that no layer hides what a later one deleted.
 */
export async function imageFiles(
  engine: Engine,
  image: string,
  mark: string,
  cleanup: Cleanup,
): Promise<{ entries: readonly Entry[]; marked: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-export-'))
  cleanup.add(folder, () => rm(folder, { recursive: true, force: true }))
  const name = basename(folder)
  cleanup.add(name, () => run([...engine.remove, name], { removes: true }))
  await output([...engine.cli, 'create', '--name', name, image])
  const archive = join(folder, 'image.tar')
  await output([...engine.cli, 'export', '--output', archive, name])
  const text = await output(['tar', '--list', '--verbose', '--numeric-owner', '--file', archive])
  const marked = await holds(archive, mark)
  // Each as large as the image: not to be kept until the end.
  await rm(archive)
  return { entries: text.split('\n').flatMap(entryOf), marked }
}

async function holds(file: string, mark: string): Promise<boolean> {
  let end: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    // A mark may lie across two chunks.
    if (Buffer.concat([end, chunk]).includes(mark)) return true
    end = chunk.subarray(-mark.length)
  }
  return false
}

/** One line of tar's listing: mode, owner, size, date, time, path and perhaps where a link leads. */
function entryOf(line: string): Entry[] {
  const found = /^(\S+) (\S+) +\S+ \S+ \S+ (.+?)(?: -> .*| link to .*)?$/.exec(line)
  const [, mode = '', owner = '', path = ''] = found ?? []
  return found ? [{ mode, owner, path: path.replace(/^\.?\/?/, '') }] : []
}
