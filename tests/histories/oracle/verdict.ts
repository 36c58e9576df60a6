import type { Entry } from '../../../render/release/types.ts'
import type { World } from '../world.ts'
import { canServe, isAncestor, isHeld, type Release } from './model.ts'

/** What has to become of a build: it runs, it is older or the same, the service is held, or it is refused. */
export type Verdict = 'set' | 'same' | 'older' | 'held' | 'refused'

/** Every build of this test has a tag, a digest and a commit of its own, and git has them all. */
export function verdict(
  world: World,
  environment: string,
  release: Release,
  service: string,
  to: Entry,
): Verdict {
  const { root, model, day } = world
  const from = release[service] as Entry
  if (from.tag === to.tag) return 'same'
  if (isAncestor(root, to.commit, from.commit)) return 'older'
  if (!isAncestor(root, from.commit, to.commit)) return 'refused'
  const known = model[environment]
  if (known && isHeld(known, service, day)) return 'held'
  if ((to.contracting ?? 0) < (from.contracting ?? 0)) return 'refused'
  return canServe(release, service, to) ? 'set' : 'refused'
}
