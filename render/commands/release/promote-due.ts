import type { Definition } from '../../environment/environment.ts'
import { EXIT, type Outcome, together } from '../../output/outcome.ts'
import { refused } from '../../output/place.ts'
import type { Decision } from '../../release/types.ts'
import { readInputs } from '../../repository/inputs.ts'
import { textOf } from '../../repository/text.ts'
import { renderAll } from '../render-all.ts'
import { isKeptBack } from './gates.ts'
import { type PromoteOptions, promote } from './promote.ts'
import type { Mode } from './release-command.ts'

export interface PromoteDueOptions extends Mode {
  readonly verifyAttestations?: boolean
}

const REASON = 'Every promotion gate has passed.'

/**
 * Promotes to each environment that asks for it with `promotion.auto` what its source runs, if every gate is open. What a
 * gate or a hold keeps back is no failure: the next run asks again.
 *
 * @throws what `promote` throws.
 */
export async function promoteDue(root: string, options: PromoteDueOptions): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  const wrong = [...problems, ...rendering.problems]
  if (wrong.length > 0) return refused(wrong, textOf(root))
  const outcomes: Outcome[] = []
  const environments: Record<string, unknown> = {}
  for (const { name, from } of rendering.definitions.flatMap(asking)) {
    const outcome = await promote(root, {
      ...options,
      from,
      to: name,
      reason: REASON,
    } satisfies PromoteOptions)
    const exit = outcome.exit === EXIT.findings && onlyKeptBack(outcome) ? EXIT.good : outcome.exit
    outcomes.push({ ...outcome, exit, lines: [{ text: `${from} to ${name}:` }, ...outcome.lines] })
    environments[name] = outcome.json
  }
  const all = together(outcomes)
  return {
    ...all,
    lines: outcomes.length > 0 ? all.lines : [{ text: 'No environment sets promotion.auto.', tone: 'quiet' }],
    json: { environments },
  }
}

const asking = ({ name, environment: { promotion } }: Definition): { name: string; from: string }[] =>
  promotion?.auto && promotion.from !== undefined ? [{ name, from: promotion.from }] : []

const onlyKeptBack = ({ json }: Outcome): boolean =>
  ((json['decisions'] ?? []) as readonly Decision[]).every(
    (decision) => decision.action !== 'refused' || isKeptBack(decision),
  )
