import { compare } from '../emit/tree.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { readTree } from '../repository/tree.ts'
import { EXIT, type Line, type Outcome, refused } from './outcome.ts'
import { renderAll } from './render-all.ts'

/** Says how overlays/, apps/ and the editor's schemas differ from what render would write at `root`. Only reads. */
export function check(root: string): Outcome {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) return refused(all, textOf(root))

  const { changes, obstacles, strangers } = compare(
    [...rendering.files, ...rendering.schemas()],
    readTree(root),
  )
  const findings = [
    ...changes.map(({ kind, path }) => ({ finding: FINDING[kind], path })),
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
    errors: [MEND],
    json: { findings },
  }
}

const FINDING = { create: 'missing', update: 'changed', delete: 'stale' }

const MEND = 'Run `npm run render` and commit what it writes; move a stranger elsewhere.'
