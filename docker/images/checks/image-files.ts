import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { output } from '../commands.ts'
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
): Promise<{ entries: readonly Entry[]; marked: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-export-'))
  const archive = join(folder, 'image.tar')
  const id = await output([...engine.cli, 'create', image])
  try {
    await output([...engine.cli, 'export', '--output', archive, id])
    const text = await output(['tar', '--list', '--verbose', '--numeric-owner', '--file', archive])
    return { entries: text.split('\n').flatMap(entryOf), marked: await holds(archive, mark) }
  } finally {
    await output([...engine.remove, id])
    await rm(folder, { recursive: true, force: true })
  }
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
