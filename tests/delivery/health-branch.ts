import { execFileSync } from 'node:child_process'
import { formatRecord } from '../../render/commands/release/health-record.ts'
import type { Status } from '../../render/release/status.ts'
import { PLAIN } from './clones.ts'

/** Writes the record of an environment to the branch `health` of a clone; what was there before is gone. */
export function recordHealthOf(
  root: string,
  environment: string,
  statuses: readonly (Pick<Status, 'commit' | 'state' | 'at'> & Partial<Status>)[],
): void {
  const text = formatRecord(statuses.map((status, index) => ({ id: index + 1, description: '', ...status })))
  const blob = gitWith(root, text, 'hash-object', '-w', '--stdin')
  const folder = gitWith(root, `100644 blob ${blob}\t${environment}.jsonl\n`, 'mktree')
  const tree = gitWith(root, `040000 tree ${folder}\thealth\n`, 'mktree')
  const commit = gitWith(root, '', 'commit-tree', tree, '-m', 'Record health')
  gitWith(root, '', 'update-ref', 'refs/heads/health', commit)
}

const gitWith = (root: string, input: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: root, input, encoding: 'utf8', env: { ...process.env, ...PLAIN } }).trim()
