import { type Files, inMemory } from '../../repository/files.ts'
import { listAt, readObjects } from '../../tools/git-files.ts'

/**
 * Lets `look` read a commit. Only the files that it asks for are taken out of git: it is called again until it has asked
 * for nothing new, with empty files in place of those that are still to come.
 *
 * @throws {GitError}.
 */
export async function withCommit<T>(
  root: string,
  commit: string,
  look: (files: Files) => T,
): Promise<{ readonly files: Files; readonly seen: T }> {
  const objects = await listAt(root, commit)
  const contents = new Map<string, Uint8Array>()
  const shape = inMemory(new Map([...objects.keys()].map((path) => [path, EMPTY])))
  for (;;) {
    const wanted = new Set<string>()
    const files: Files = {
      kind: (path) =>
        shape.kind(path) === 'file' && objects.get(path) === undefined ? 'other' : shape.kind(path),
      list: (folder) =>
        shape.list(folder).map((entry) => {
          const path = folder === '' ? entry.name : `${folder}/${entry.name}`
          return entry.kind === 'file' && objects.get(path) === undefined
            ? { ...entry, kind: 'other' }
            : entry
        }),
      read: (path) => {
        const known = contents.get(path)
        if (!known) wanted.add(path)
        return known ?? EMPTY
      },
    }
    const seen = look(files)
    if (wanted.size === 0) return { files, seen }
    const paths = [...wanted]
    const read = await readObjects(
      root,
      paths.map((path) => objects.get(path) ?? ''),
    )
    for (const [index, path] of paths.entries()) contents.set(path, read[index] ?? EMPTY)
  }
}

const EMPTY = new Uint8Array()
