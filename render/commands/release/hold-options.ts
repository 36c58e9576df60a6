import type { Holds } from '../../environment/schema.ts'
import { validateHolds } from '../../environment/validate.ts'
import { type Outcome, wrong } from '../../output/outcome.ts'
import { dayOf } from '../day.ts'

interface Asked {
  readonly reason: string
  /** YYYY-MM-DD. */
  readonly until?: string
  readonly now?: Date
}

/**
 * What a person says about a hold, as holds.yaml takes it.
 *
 * @returns it, or what to tell the person if it can't be meant: a hold whose last day is past would hold nothing, and
 *   look as if it did.
 */
export function holdOptions({
  reason,
  until,
  now = new Date(),
}: Asked): NonNullable<Holds['environment']> | Outcome {
  const given = { reason, ...(until !== undefined && { until }) }
  const { problems } = validateHolds('hold', { environment: given })
  if (problems.length > 0) return wrong(problems.map(({ message }) => message).join('\n'))
  const today = dayOf(now)
  if (until !== undefined && until < today)
    return wrong(`--until ${until} is past: name the last day of the hold, ${today} (UTC) or later.`)
  return given
}
