import type { Release } from '../../environment/schema.ts'
import { EXIT } from '../../output/outcome.ts'
import { entryOf, sameImage } from '../../release/entry.ts'
import type { Again } from '../../release/repeated-rollback.ts'
import type { Intention } from './release-command.ts'

// Why a rollback that names no commit stops: what ran before is not what the caller has seen.

/** No success either: in an emergency, the caller must see that nothing has happened now. */
export const alreadyRolledBack = (environment: string, { service, state: { commit } }: Again): Intention => ({
  environment,
  commits: [],
  exit: EXIT.findings,
  lines: [
    {
      text: `${service} was already rolled back in ${commit.slice(0, 12)}, and is held for the same reason. To roll back further, name the commit with --to.`,
      tone: 'bad',
    },
  ],
  json: { environment, target: null, decisions: [], already: { service, commit } },
  identity: '',
})

/** The first of the chosen services, all if none are named, that runs something else by now. */
export const movedSince = (seen: Release, now: Release, services: readonly string[] | undefined) =>
  (services ?? Object.keys({ ...seen.services, ...now.services })).find((service) => {
    const [was, is] = [entryOf(seen, service), entryOf(now, service)]
    return was !== is && !(was && is && sameImage(was, is))
  })

/** Someone else went back, or forward: what ran before that is not what was asked for. */
export const movedMeanwhile = (environment: string, service: string): Intention => ({
  environment,
  commits: [],
  exit: EXIT.findings,
  lines: [
    {
      text: `Nothing was rolled back, because ${service} was updated by someone else meanwhile. Check npm run history ${environment}; to roll back anyway, name the commit with --to.`,
      tone: 'bad',
    },
  ],
  json: { environment, target: null, decisions: [], moved: { service } },
  identity: '',
})
