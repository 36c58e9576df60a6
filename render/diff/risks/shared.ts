import type { DiffOptions, EnvironmentSides, Risk } from '../model.ts'

/**
 * Risks that no environment has alone. Argo CD syncs every environment that follows a revision when that revision
 * moves: a change in base is then in all of them at once, and none has tried it for the others.
 */
export function sharedRisks(sides: readonly EnvironmentSides[], { branch = 'main' }: DiffOptions): Risk[] {
  const reached = sides.filter(({ before, after, causes }) => before && after && causes.base)
  return [...Map.groupBy(reached, ({ after }) => after?.revision ?? branch)].flatMap(([revision, group]) => {
    if (group.length < 2) return []
    const names = group.map(({ name }) => name).sort()
    return [
      {
        id: 'base-reaches-several',
        severity: 'medium' as const,
        message: `A change in base reaches ${list(names)} in the same merge, because they all follow ${revision}: none of them tries it before the others.`,
        steps: [
          'To try it in one first, let the others follow a tag or branch: `revision` in their environment.yaml, merged before this change; move it once the first one is healthy.',
        ],
      },
    ]
  })
}

/** `a, b and c`. */
export const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
