import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** git in a bare repository. @returns stdout without its last line end, or nothing if it failed. */
export function git(
  folder: string,
  args: readonly string[],
  { input, env }: { input?: string; env?: Record<string, string> } = {},
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 1 << 26 }
    // Not by execa: a test suite starts thousands of these, and it takes twice as long.
    const child = execFile('git', args, options, (error, stdout) =>
      resolve(error ? undefined : stdout.replace(/\n$/, '')),
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

export interface TreeEntry {
  readonly path: string
  /** Absent with `sha: null`, which deletes. */
  readonly content?: string
  readonly sha?: string | null
}

/** @returns the tree that `base` becomes by these entries, or nothing if one of them can't be. */
export async function makeTree(
  folder: string,
  base: string | undefined,
  entries: readonly TreeEntry[],
): Promise<string | undefined> {
  const index = join(folder, `index-${randomUUID()}`)
  const env = { GIT_INDEX_FILE: index }
  try {
    const begun = await git(folder, ['read-tree', base ?? '--empty'], { env })
    if (begun === undefined) return undefined
    const deletes = entries.some(({ sha }) => sha === null)
    const present = new Set(deletes ? (await git(folder, ['ls-files', '-z'], { env }))?.split('\0') : [])
    const lines: string[] = []
    for (const { path, content, sha } of entries) {
      if (sha === null && !present.has(path)) return undefined
      const object =
        content === undefined ? sha : await git(folder, ['hash-object', '-w', '--stdin'], { input: content })
      lines.push(object ? `100644 ${object}\t${path}\0` : `0 ${'0'.repeat(40)}\t${path}\0`)
    }
    const input = lines.join('')
    const filled = await git(folder, ['update-index', '--replace', '-z', '--index-info'], { input, env })
    return filled === undefined ? undefined : await git(folder, ['write-tree'], { env })
  } finally {
    rmSync(index, { force: true })
  }
}

let time = Math.floor(Date.now() / 1000)

/** Byte for byte as given. Each is a second later than the one before, so that making one twice gives two. */
export function makeCommit(
  folder: string,
  tree: string,
  parents: readonly string[],
  message: string,
  login: string,
): Promise<string | undefined> {
  time += 1
  const person = `${login} <${login}@users.noreply.github.com> ${time} +0000`
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${person}`,
    `committer ${person}`,
    '',
    message,
  ]
  return git(folder, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input: lines.join('\n') })
}

export const headOf = (folder: string, branch: string): Promise<string | undefined> =>
  git(folder, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])

export const typeOf = (folder: string, sha: string): Promise<string | undefined> =>
  git(folder, ['cat-file', '-t', sha])
