import type { BaseFiles } from '../catalog/base-paths.ts'
import type { Line } from '../output/outcome.ts'
import { type Hazard, hazardsIn } from '../repository/checkout.ts'
import { oneLine } from '../text/safe.ts'
import { specialEntries } from '../tools/git-index.ts'

/** What git holds that stops Argo CD, in the repository at `root`. @throws GitError. */
export const hazardsAt = async (root: string, base: BaseFiles): Promise<Hazard[]> =>
  hazardsIn(await specialEntries(root), base)

export const hazardLines = (hazards: readonly Hazard[]): Line[] =>
  hazards.map(({ severity, path, message, fix }) => ({
    text: oneLine(`${path}: ${severity}: ${message} ${fix}`),
    tone: severity === 'error' ? 'bad' : 'changed',
  }))
