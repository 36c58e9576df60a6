import { wayOf } from './build-order.ts'
import { agree, entryOf, equal, pick } from './entry.ts'
import { holdOf } from './hold.ts'
import { belowFloor, dropsFloor, floorOf } from './migration-floor.ts'
import type { Decision, Entry, Knowledge, PlainCode, Running } from './types.ts'

type Verdict = Pick<Decision, 'action' | 'to' | 'reason'>

/** Decides whether a service of `running` may go on to the wanted build: what bump and promote have in common. */
export function evaluate(service: string, wanted: Entry, running: Running, knowledge: Knowledge): Verdict {
  // A CI that offers every build is no error.
  if (running.leavesOut?.includes(service)) return unchanged(pick(wanted), 'left-out')
  const current = entryOf(running.release, service)
  const { past, release } = running
  const verdict = current
    ? against(pick(wanted), current, knowledge, () => wayOf(service, current, wanted, { past, ...knowledge }))
    : set(pick(wanted), 'first')
  const { to } = verdict
  if (verdict.action !== 'set' || !to) return verdict
  // Only what would move needs leave: a CI that repeats itself is no error, held or not.
  const hold = holdOf(service, running, knowledge)
  if (hold) return { action: 'refused', to, reason: { code: 'held', hold } }
  // What is only now known of the build that runs moves nothing.
  const closed = verdict.reason.code === 'completed' ? [] : (knowledge.closed?.(service) ?? [])
  if (closed.length > 0) return { action: 'refused', to, reason: { code: 'closed', closed } }
  if (running.digests && to.digest === undefined) return refused(to, 'digest-missing')
  if (dropsFloor(to, current)) return refused(to, 'contracting-lost')
  const reason = belowFloor(to, current, floorOf(release))
  return reason ? { action: 'refused', to, reason } : verdict
}

function against(to: Entry, current: Entry, { relation }: Knowledge, way: () => string): Verdict {
  const related =
    to.commit !== undefined && current.commit !== undefined ? relation(to.commit, current.commit) : undefined
  const sameDigest = to.digest !== undefined && to.digest === current.digest

  if (to.tag === current.tag) {
    if (!agree(to.digest, current.digest)) return refused(to, 'tag-moved')
    if (agree(to.commit, current.commit)) return complete(to, current)
    // A newer commit may change nothing in the image.
    if (sameDigest) return related === 'newer' ? set(to, 'newer') : unchanged(current, 'same')
    return refused(to, 'tag-moved')
  }
  if (related === undefined) {
    if (to.commit !== undefined) return set(to, 'source-known')
    if (current.commit !== undefined) return refused(to, 'commit-missing')
    return way() === 'back' ? unchanged(to, 'older') : set(to, 'order-unknown')
  }
  switch (related) {
    case 'newer':
      return set(to, 'newer')
    case 'older':
      return unchanged(to, 'older')
    case 'same':
      // Two builds of one source: nothing says which one is newer, and a repeated CI run would swap them.
      return agree(to.digest, current.digest) ? set(to, 'retagged') : refused(to, 'rebuilt')
    case 'unrelated':
      return refused(to, 'unrelated')
    case 'unknown':
      return refused(to, 'unknown-commit')
  }
}

/** The same build: what was not known about it yet is added, and nothing that was known is dropped. */
function complete(to: Entry, current: Entry): Verdict {
  const key = (['migration', 'contracting'] as const).find(
    (each) => to[each] !== undefined && current[each] !== undefined && to[each] !== current[each],
  )
  if (key) return { action: 'refused', to, reason: { code: 'contradiction', key } }
  const whole = pick({ ...current, ...to })
  return equal(whole, current) ? unchanged(current, 'same') : set(whole, 'completed')
}

const set = (to: Entry, code: PlainCode): Verdict => ({ action: 'set', to, reason: { code } })
const unchanged = (to: Entry, code: PlainCode): Verdict => ({ action: 'unchanged', to, reason: { code } })
const refused = (to: Entry, code: PlainCode): Verdict => ({ action: 'refused', to, reason: { code } })
