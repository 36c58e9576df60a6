import { compare } from '../emit/tree.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { readTree } from '../repository/tree.ts'
import { WORK_FOLDER } from '../repository/work-folder.ts'
import { trackedBelow } from '../tools/git.ts'
import { EXIT, type Line, type Outcome, refused } from './outcome.ts'
import { renderAll } from './render-all.ts'

/** `check` with the help of git. @throws GitError if git can't tell what it tracks. */
export const checkInGit = async (root: string): Promise<Outcome> =>
  check(root, await trackedBelow(root, WORK_FOLDER))

/**
 * Says how overlays/ and apps/ of the repository at `root` differ from what render would write. Only reads.
 *
 * @param tracked what git tracks in the work folder, which is for unfinished work only.
 */
export function check(root: string, tracked: readonly string[] = []): Outcome {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) return refused(all, textOf(root))

  const { changes, obstacles, strangers } = compare(rendering.files, readTree(root))
  const findings = [
    ...changes.map(({ kind, path }) => ({ finding: FINDING[kind], path })),
    ...tracked.map((path) => ({ finding: 'tracked', path })),
    ...[...obstacles.map(({ path }) => path), ...strangers].map((path) => ({ finding: 'stranger', path })),
  ]
  if (findings.length === 0)
    return {
      exit: EXIT.good,
      lines: [{ text: 'overlays and apps are what render would write.', tone: 'good' }],
      errors: [],
      json: { findings },
    }
  return {
    exit: EXIT.findings,
    lines: findings.map(({ finding, path }): Line => ({ text: `${finding} ${path}`, tone: 'changed' })),
    errors: [MEND, ...(tracked.length > 0 ? [UNTRACK] : [])],
    json: { findings },
  }
}

const FINDING = { create: 'missing', update: 'changed', delete: 'stale' }

const MEND = 'Run `npm run render` and commit what it writes; move a stranger elsewhere.'

const UNTRACK = `Take what is tracked in ${WORK_FOLDER}/ out of git: git rm -r --cached ${WORK_FOLDER}.`
