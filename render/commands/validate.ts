import { parse } from '../environment/parse.ts'
import { readFleet } from '../environment/sources.ts'
import type { Outcome } from '../output/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import { cachedParse, openParsed } from '../repository/cached-parse.ts'
import { PolicyError } from '../repository/guarded-policy.ts'
import { readInputs } from '../repository/inputs.ts'
import { findKustomize } from '../tools/kustomize.ts'
import { unknownEnvironments } from './select.ts'
import type { Format } from './validate-format.ts'
import { inFormat } from './validate-formats.ts'

export interface ValidateOptions {
  /** How to tell what was found; text for people if omitted. */
  readonly format?: Format
}

/**
 * Checks the environments of the repository at `root`, all or those named, as far as they can be checked without a
 * cluster: what people wrote, what kustomize makes of it, and every rule over that. Writes nothing.
 *
 * Each program starts as soon as it can, and what is needed only when it has ended is loaded meanwhile.
 *
 * @throws KustomizeError if there is no kustomize, GitError, and what the file system throws.
 */
export async function validate(
  root: string,
  names: readonly string[],
  { format = 'text' }: ValidateOptions = {},
): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments(names, inputs)
  if (unknown) return inFormat(unknown, format)
  const parsed = openParsed(root)
  const read = cachedParse(parse, parsed)
  const { value: fleet } = readFleet(inputs.fleet, read)
  // Who needs the answer asks again, and says what is wrong with it.
  for (const { argocd } of Object.values(fleet?.clusters ?? {}))
    findKustomize(argocd.kustomize, root).catch(() => {})

  const { renderAll } = await import('./render-all.ts')
  const { startVerifying } = await import('./verify-all.ts')
  const rendering = renderAll(inputs, read)
  const chosen = rendering.definitions
    .map(({ name }) => name)
    .filter((name) => names.length === 0 || names.includes(name))
  const wrong = [...problems, ...rendering.problems]
  const verify = wrong.length === 0 ? await startVerifying(root, inputs, rendering, chosen) : undefined

  const { customKindsOf, rulesFor, unknownVersions } = await import('./rule-input.ts')
  const { rules, problems: policyProblems } = rulesFor(inputs)
  const { custom, problems: customProblems } = customKindsOf(root, inputs, rendering.fleet)
  const all = [
    ...wrong,
    ...policyProblems,
    ...customProblems,
    ...(rendering.fleet ? unknownVersions(rendering.fleet) : []),
  ]
  if (all.length > 0 || !verify) return refusal(root, all, format)
  parsed.save()
  const { outcomeOf } = await import('./validate-outcome.ts')
  const verified = await verify(rules, custom).catch(policyProblemsOf)
  if ('problems' in verified) return refusal(root, verified.problems, format)
  return outcomeOf(root, inputs, rendering, chosen, verified, rules, format)
}

async function refusal(root: string, problems: readonly Problem[], format: Format): Promise<Outcome> {
  const { refused } = await import('../output/place.ts')
  const { textOf } = await import('../repository/text.ts')
  return inFormat(refused(problems, textOf(root)), format)
}

/** @throws every error that isn't that of a policy. */
function policyProblemsOf(error: unknown): PolicyError {
  if (error instanceof PolicyError) return error
  throw error
}
