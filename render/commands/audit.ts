import { verifyLog } from '../audit/chain.ts'
import { AUDIT_FOLDER } from '../audit/entry.ts'
import { EXIT, type Line, type Outcome } from '../output/outcome.ts'
import { filesBelow, workTree } from '../repository/files.ts'
import { filesAt } from '../tools/git-files.ts'
import { startOf } from './base-commit.ts'
import { notInGit } from './not-in-git.ts'

export interface AuditOptions {
  /** What to compare with; the commit where both parted counts. Defaults to HEAD. */
  readonly base?: string
}

/**
 * Checks the logs of what assistants were asked: whether each line is as it was written, and whether each log begins
 * with what it held at another commit.
 *
 * @throws GitError.
 */
export async function audit(root: string, { base = 'HEAD' }: AuditOptions): Promise<Outcome> {
  const start = await startOf(root, base).catch(notInGit)
  if ('exit' in start) return start
  const before = await filesAt(root, start.commit, [AUDIT_FOLDER])
  const now = filesBelow(workTree(root), AUDIT_FOLDER)
  const logs = [...new Set([...before.keys(), ...now.keys()])]
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
  const broken = logs.flatMap((file) =>
    verifyLog(file, now.get(file) ?? '', new TextDecoder().decode(before.get(file))).map((each) => ({
      file,
      ...each,
    })),
  )
  const entries = [...now.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0)
  return {
    exit: broken.length > 0 ? EXIT.findings : EXIT.good,
    lines: [
      ...broken.map(
        ({ file, line, message }): Line => ({ text: `${file}:${line}: ${message}`, tone: 'bad' }),
      ),
      {
        text: `${logs.length} ${logs.length === 1 ? 'log' : 'logs'}, ${entries} entries: ${broken.length === 0 ? 'none was changed.' : `${broken.length} broken.`}`,
        tone: broken.length === 0 ? 'good' : 'bad',
      },
    ],
    errors: start.warnings,
    json: { logs, entries, broken, warnings: start.warnings },
  }
}
