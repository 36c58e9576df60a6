import type { Diff, Risk } from '../../diff/model.ts'
import { readResources } from '../../kubernetes/read.ts'
import type { Tree } from './tree.ts'

/**
 * The root Applications that a change makes or changes. Nothing applies them but people: where the repository moves,
 * each cluster goes on following the old one, and nothing that is merged reaches it any more.
 */
export const rootRisks = (before: Tree, after: Tree): Risk[] =>
  [...after.keys()]
    .filter((path) => /^apps\/[^/]+\/root\.yaml$/.test(path))
    .filter((path) => meaning(before.get(path)) !== meaning(after.get(path)))
    .sort()
    .map((path) => ({
      id: 'root-by-hand',
      severity: 'medium',
      message: `${path} ${before.has(path) ? CHANGES : IS_NEW}`,
      steps: [
        `\`kubectl apply --filename ${path}\` in the cluster that Argo CD runs in, once, after the merge.`,
      ],
    }))

const CHANGES =
  "changes, and Argo CD doesn't apply it: until it is applied by hand, the root Application in the cluster is unchanged and follows the former repository."

const IS_NEW =
  "is new, and Argo CD doesn't apply it: until it is applied by hand, the cluster does not follow this repository."

/** Without comments; the text itself where someone has committed what is no YAML. */
function meaning(text = ''): string {
  try {
    return JSON.stringify(readResources(text))
  } catch {
    return text
  }
}

/** A diff with more risks of the change as a whole, counted. */
export function withRisks(diff: Diff, risks: readonly Risk[]): Diff {
  const count = { ...diff.summary.risks }
  for (const { severity } of risks) count[severity]++
  return { ...diff, risks: [...diff.risks, ...risks], summary: { ...diff.summary, risks: count } }
}
