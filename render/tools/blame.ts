import { askGit } from './git.ts'

/** The commit that last changed a line. */
export interface Blame {
  readonly commit: string
  readonly author: string
  /** In UTC, as `2026-11-29T08:05:01Z`. */
  readonly date: string
  readonly message: string
  /** The lines that stood there before; none if it was added, or if git can't tell. */
  readonly before: readonly string[]
}

/** A line of the working tree that is in no commit. */
export const NOT_COMMITTED = 'not committed'

/**
 * Who changed a line of the working tree last, when and why, and what it was before.
 *
 * @param line from 1 on. @returns nothing where git knows nothing of the file.
 */
export async function blame(
  root: string,
  file: string,
  line: number,
): Promise<Blame | typeof NOT_COMMITTED | undefined> {
  const porcelain = await askGit(root, ['blame', '--porcelain', '-L', `${line},${line}`, '--', file])
  if (porcelain === undefined) return undefined
  const [, commit = '', original = ''] = /^([0-9a-f]{40,64}) (\d+)/.exec(porcelain) ?? []
  if (/^0+$/.test(commit)) return NOT_COMMITTED
  const field = (name: string): string => new RegExp(`^${name} (.*)$`, 'm').exec(porcelain)?.[1] ?? ''
  const [, parent, former] = /^previous ([0-9a-f]+) (.*)$/m.exec(porcelain) ?? []
  const diff =
    parent === undefined || former === undefined
      ? undefined
      : await askGit(root, [
          'diff',
          '--no-ext-diff',
          '--no-textconv',
          '--no-color',
          '-U0',
          `${parent}:${former}`,
          `${commit}:${field('filename')}`,
        ])
  const seconds = Number(field('author-time'))
  return {
    commit,
    author: field('author'),
    date: new Date(seconds * 1000).toISOString().replace('.000', ''),
    message: field('summary'),
    before: removedAt(diff ?? '', Number(original)),
  }
}

/** The lines that a diff takes away in the hunk that writes a line. */
function removedAt(diff: string, line: number): string[] {
  const lines = diff.split('\n')
  const start = lines.findIndex((each) => {
    const [, from = '', count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(each) ?? []
    return from !== '' && line >= Number(from) && line < Number(from) + Number(count)
  })
  if (start < 0) return []
  const hunk = lines.slice(start + 1)
  const end = hunk.findIndex((each) => each.startsWith('@@'))
  const within = hunk.slice(0, end < 0 ? undefined : end).filter((each) => /^[-+]/.test(each))
  const [removed, added] = ['-', '+'].map((sign) =>
    within.filter((each) => each.startsWith(sign)).map((each) => each.slice(1)),
  )
  const [, from = '0'] = /\+(\d+)/.exec(lines[start] ?? '') ?? []
  // Line by line where as many came as went; else all that stood there.
  return removed?.length === added?.length
    ? (removed ?? []).slice(line - Number(from), line - Number(from) + 1)
    : (removed ?? [])
}
