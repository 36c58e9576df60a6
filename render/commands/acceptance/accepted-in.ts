import { ACCEPTED_FILE, type Accepted, validateAccepted } from '../../acceptance/accepted.ts'
import { CRITERIA } from '../../acceptance/criteria.ts'
import { parse } from '../../environment/parse.ts'
import { suggest } from '../../problem/nearest.ts'
import { type Problem, wrongValue } from '../../problem/problem.ts'
import type { Inputs } from '../../repository/inputs.ts'

/** What a repository accepts of its system, and what is wrong with how it says so; nothing is needed. */
export function acceptedIn({ policies }: Pick<Inputs, 'policies'>): {
  readonly accepted: Accepted
  readonly problems: readonly Problem[]
} {
  const text = policies.get(ACCEPTED_FILE)
  if (text === undefined) return { accepted: {}, problems: [] }
  const parsed = parse(ACCEPTED_FILE, Buffer.from(text))
  if (parsed.problems.length > 0) return { accepted: {}, problems: parsed.problems }
  const { value, problems } = validateAccepted(ACCEPTED_FILE, parsed.value)
  if (problems.length > 0) return { accepted: {}, problems }
  return { accepted: value, problems: unknownCriteria(value) }
}

const unknownCriteria = ({ documents = [] }: Accepted): Problem[] => {
  const known = CRITERIA.map(({ id }) => id)
  return documents.flatMap(({ criteria = [] }, row) =>
    criteria.flatMap((id, index) =>
      known.includes(id)
        ? []
        : [
            wrongValue(
              ACCEPTED_FILE,
              ['documents', row, 'criteria', index],
              `Unknown criterion "${id}".${suggest(id, known)}`,
            ),
          ],
    ),
  )
}
