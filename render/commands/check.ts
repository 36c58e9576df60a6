import { EXIT, type Line, type Outcome } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import type { Hazard } from '../repository/checkout.ts'
import { policiesIn } from '../repository/engine-code.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { WORK_FOLDER } from '../repository/work-folder.ts'
import { trackedBelow } from '../tools/git.ts'
import { type Edit, handEdits } from '../vendor/lock.ts'
import { differences } from './differences.ts'
import { hazardLines, hazardsAt } from './hazards.ts'
import { renderAll } from './render-all.ts'
import { oldestKubernetes } from './vendor/kubernetes.ts'

/** What git holds that the working tree alone doesn't tell. */
export interface FoundInGit {
  /** What stops Argo CD. */
  readonly hazards: readonly Hazard[]
  /** What is tracked in the work folder, which is for unfinished work only. */
  readonly tracked: readonly string[]
}

/**
 * Says how overlays/, apps/ and the editor's schemas of the repository at `root` differ from what render would write,
 * what was edited by hand in base/vendor, and what in git stops Argo CD. Only reads.
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

/** The same, of the working tree alone. */
export function check(
  root: string,
  { hazards, tracked }: FoundInGit = { hazards: [], tracked: [] },
): Outcome {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  const vendored = handEdits(
    new Map([...[...inputs.base].filter(([path]) => path.startsWith('base/vendor/')), ...inputs.crds]),
    rendering.fleet && oldestKubernetes(rendering.fleet),
  )
  const all = [...problems, ...rendering.problems, ...policiesIn(inputs.policies).problems]
  if (all.length > 0) return withEdits(refused(all, textOf(root)), vendored)

  const { changes, obstacles, unmanaged } = differences(root, rendering)
  const findings = [
    ...vendored,
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
    errors: [
      ...(findings.length > vendored.length ? [REMEDIATION] : []),
      ...(vendored.length > 0 ? [VENDOR] : []),
      ...(tracked.length > 0 ? [UNTRACK] : []),
    ],
    json,
  }
}

/** A file that is missing from base/vendor makes base unreadable: the edit explains the problem. */
const withEdits = (outcome: Outcome, edits: readonly Edit[]): Outcome =>
  edits.length === 0
    ? outcome
    : {
        ...outcome,
        lines: edits.map(({ finding, path }): Line => ({ text: `${finding} ${path}`, tone: 'changed' })),
        errors: [...outcome.errors, VENDOR],
        json: { ...outcome.json, findings: edits },
      }

const FINDING = { create: 'missing', update: 'changed', delete: 'stale' }

const REMEDIATION = 'Run `npm run render` and commit what it writes; move an unmanaged file elsewhere.'

const VENDOR =
  'base/vendor and what it brings to base/crds: run `npm run vendor`, which writes the files again; move manual edits to `values` in source.yaml, or to a component that patches it.'

const UNTRACK = `Take what is tracked in ${WORK_FOLDER}/ out of git: git rm -r --cached ${WORK_FOLDER}.`
