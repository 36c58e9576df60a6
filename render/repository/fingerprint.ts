import { createHash } from 'node:crypto'
import { SCHEMA_FOLDER } from '../emit/files.ts'
import { type Files, workTree } from './files.ts'
import { toolVersion } from './tool-version.ts'

/**
 * A hash over all that rendering and its rules depend on: whatever lies in the folders that people write, and this
 * tool. Reading bytes is far less work than understanding them.
 *
 * @throws what the file system throws.
 */
export function fingerprint(root: string): string {
  const hash = createHash('sha256').update(toolVersion())
  const files = workTree(root)
  for (const folder of ['base', 'environments', 'policies']) {
    add(folder, files.kind(folder) ?? 'nothing')
    if (files.kind(folder) === 'folder') visit(files, folder, add)
  }
  return hash.digest('hex')

  function add(path: string, kind: string, bytes?: Uint8Array): void {
    hash.update(`${path.length}:${path}${kind}${bytes?.length ?? ''}:`)
    if (bytes) hash.update(bytes)
  }
}

/** Folders count, too: an empty one may be a mistake, and so does what is neither file nor folder. */
function visit(
  files: Files,
  folder: string,
  add: (path: string, kind: string, bytes?: Uint8Array) => void,
): void {
  for (const { name, kind } of files.list(folder)) {
    const path = `${folder}/${name}`
    if (path === SCHEMA_FOLDER) continue // rendered itself
    add(path, kind, kind === 'file' ? files.read(path) : undefined)
    if (kind === 'folder') visit(files, path, add)
  }
}
