import { list } from '../../text/list.ts'
import { hideIn } from '../compare/hide.ts'
import type { DiffOptions, EnvironmentSides, Risk } from '../model.ts'
import type { Takeover } from '../takeover.ts'

/** Risks that no environment has alone: all of them are seen only where several are looked at. */
export const sharedRisks = (
  sides: readonly EnvironmentSides[],
  takeovers: readonly Takeover[],
  options: DiffOptions,
): Risk[] => [...takeovers.map(taken), ...baseReaches(sides, options)].map(withoutSecrets)

/** Sentences quote values of manifests, and no rule has to think of it: a secret among them is hidden here. */
export const withoutSecrets = (risk: Risk): Risk => ({
  ...risk,
  message: hideIn(risk.message),
  ...(risk.steps && { steps: risk.steps.map(hideIn) }),
})

/** Resources are known by kind, namespace and name, so that a newcomer adopts what another has left. */
const taken = ({ name, from, namespace, emptied }: Takeover): Risk => ({
  id: 'namespace-taken',
  severity: 'high',
  message: emptied
    ? `${name} goes to namespace ${namespace}, which ${from} leaves in the same merge: what ${from} had there is being removed, namespace included, while ${name} creates the same names in it.`
    : `${name} goes to namespace ${namespace}, which ${from} leaves in the same merge: what ${from} ran is still there, and ${name} takes it over, its volumes and Secrets too, and so works on the data of ${from}.`,
  steps: [
    `In this merge, choose a namespace for ${name} that no environment has used.`,
    `If it has to be ${namespace}, move it there in a second merge, once nothing of ${from} is left there.`,
  ],
})

/**
 * Argo CD syncs every environment that follows a revision when that revision moves: a change in base is then in all of
 * them at once, and none has tried it for the others.
 */
function baseReaches(sides: readonly EnvironmentSides[], { branch = 'main' }: DiffOptions): Risk[] {
  const reached = sides.filter(({ before, after, causes }) => before && after && causes.base)
  return [...Map.groupBy(reached, ({ after }) => after?.revision ?? branch)].flatMap(([revision, group]) => {
    if (group.length < 2) return []
    const names = group.map(({ name }) => name).sort()
    return [
      {
        id: 'base-reaches-several',
        severity: 'medium' as const,
        message: `A change in base reaches ${list(names)} in the same merge, because they all follow ${revision}, so none of them can test it first.`,
        steps: [
          'To try it in one first, let the others follow a tag or branch: `revision` in their environment.yaml, merged before this change; move it once the first one is healthy.',
        ],
      },
    ]
  })
}
