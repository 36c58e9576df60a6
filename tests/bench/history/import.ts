import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export interface NewCommit {
  readonly branch: string
  readonly message: string
  /** Commits by their marks; defaults to the tip of the branch. */
  readonly from?: number
  readonly merge?: number
  /** New texts by path. */
  readonly files: Readonly<Record<string, string>>
}

/** `git fast-import`, which makes thousands of commits in a second. */
export interface Importer {
  /** @returns the commit's mark. */
  commit(commit: NewCommit): number
  /** The id of the commit with this mark. */
  idOf(mark: number): Promise<string>
  /** Ends it; @throws if git found something wrong. */
  end(): Promise<void>
}

export function startImport(root: string): Importer {
  const git: ChildProcessByStdio<Writable, Readable, null> = spawn(
    'git',
    ['fast-import', '--quiet', '--done'],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const answers = createInterface({ input: git.stdout })[Symbol.asyncIterator]()
  let marks = 0
  return {
    commit: ({ branch, message, from, merge, files }) => {
      // A minute between commits, the last one in November 2026.
      const date = 1_790_000_000 + marks * 60
      const by = `Ada <ada@example.com> ${date} +0000`
      const changes = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`)
      git.stdin.write(
        `commit refs/heads/${branch}\nmark :${++marks}\nauthor ${by}\ncommitter ${by}\n${data(message)}${
          from === undefined ? '' : `from :${from}\n`
        }${merge === undefined ? '' : `merge :${merge}\n`}${changes.join('')}\n`,
      )
      return marks
    },
    idOf: async (mark) => {
      git.stdin.write(`get-mark :${mark}\n`)
      const { value } = await answers.next()
      return value as string
    },
    end: async () => {
      git.stdin.end('done\n')
      const [status] = await once(git, 'close')
      if (status !== 0) throw new Error(`git fast-import ended with ${status}`)
    },
  }
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`
