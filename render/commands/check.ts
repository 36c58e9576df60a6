import { compare } from '../emit/tree.ts'
import { EXIT, type Line, type Outcome } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import type { Hazard } from '../repository/checkout.ts'
import { policiesIn } from '../repository/engine-code.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { readTree } from '../repository/tree.ts'
import { WORK_FOLDER } from '../repository/work-folder.ts'
import { trackedBelow } from '../tools/git.ts'
import { hazardLines, hazardsAt } from './hazards.ts'
import { renderAll } from './render-all.ts'

/** What git holds that the work tree alone doesn't tell. */
export interface FoundInGit {
  /** What stops Argo CD. */
  readonly hazards: readonly Hazard[]
  /** What is tracked in the work folder, which is for unfinished work only. */
  readonly tracked: readonly string[]
}

/**
 * Says how overlays/, apps/ and the editor's schemas of the repository at `root` differ from what render would write,
 * and what in git stops Argo CD. Only reads.
 *
 * @throws GitError if git can't tell, and what the file system throws.
 */
export async function checkWithGit(root: string): Promise<Outcome> {
  const { inputs } = readInputs(root)
  return check(root, {
    hazards: await hazardsAt(root, inputs.base),
    tracked: await trackedBelow(root, WORK_FOLDER),
  })
}

/** The same, of the work tree alone. */
export function check(
  root: string,
  { hazards, tracked }: FoundInGit = { hazards: [], tracked: [] },
): Outcome {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  const all = [...problems, ...rendering.problems, ...policiesIn(inputs.policies).problems]
  if (all.length > 0) return refused(all, textOf(root))

  const { changes, obstacles, unmanaged } = compare(
    [...rendering.files, ...rendering.schemas()],
    readTree(root),
  )
  const findings = [
    ...changes.map(({ kind, path }) => ({ finding: FINDING[kind], path })),
    ...tracked.map((path) => ({ finding: 'tracked', path })),
    ...[...obstacles.map(({ path }) => path), ...unmanaged].map((path) => ({ finding: 'unmanaged', path })),
  ]
  const json = { findings, ...(hazards.length > 0 && { hazards }) }
  const stopped = hazards.some(({ severity }) => severity === 'error')
  if (findings.length === 0)
    return {
      exit: stopped ? EXIT.findings : EXIT.good,
      lines: [
        ...hazardLines(hazards),
        { text: 'overlays/ and apps/ are up to date.', tone: stopped ? 'quiet' : 'good' },
      ],
      errors: [],
      json,
    }
  return {
    exit: EXIT.findings,
    lines: [
      ...hazardLines(hazards),
      ...findings.map(({ finding, path }): Line => ({ text: `${finding} ${path}`, tone: 'changed' })),
    ],
    errors: [REMEDIATION, ...(tracked.length > 0 ? [UNTRACK] : [])],
    json,
  }
}

const FINDING = { create: 'missing', update: 'changed', delete: 'stale' }

const REMEDIATION = 'Run `npm run render` and commit what it writes; move an unmanaged file elsewhere.'

const UNTRACK = `Take what is tracked in ${WORK_FOLDER}/ out of git: git rm -r --cached ${WORK_FOLDER}.`
