import { parse } from '../environment/parse.ts'
import { EXIT, type Outcome } from '../output/outcome.ts'
import { place, refused } from '../output/place.ts'
import { cachedParse, openParsed } from '../repository/cached-parse.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { sourceOf } from '../verify/source.ts'
import { type Finding, UNUSED_EXCEPTION } from '../verify/verify.ts'
import { kustomizeVersions, planBuilds, sourceOfRendering } from './build-all.ts'
import { hazardLines, hazardsAt } from './hazards.ts'
import { type Rendering, renderAll } from './render-all.ts'
import { customKindsOf, patchesOf, rulesFor, unknownVersions } from './rule-input.ts'
import { unknownEnvironments } from './select.ts'
import type { Format } from './validate-format.ts'
import { inFormat } from './validate-formats.ts'
import { linesOf, type PlacedFinding, summary, unbuilt } from './validate-lines.ts'
import { verifyAll } from './verify-all.ts'

export interface ValidateOptions {
  /** How to tell what was found; text for people if omitted. */
  readonly format?: Format
}

/**
 * Checks the environments of the repository at `root`, all or those named, as far as they can be checked without a
 * cluster: what people wrote, what kustomize makes of it, and every rule over that. Writes nothing.
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
  const rendering = renderAll(inputs, cachedParse(parse, parsed))
  const { rules, problems: policyProblems } = rulesFor(inputs)
  const { custom, problems: customProblems } = customKindsOf(root, inputs, rendering.fleet)
  const all = [
    ...problems,
    ...rendering.problems,
    ...policyProblems,
    ...customProblems,
    ...(rendering.fleet ? unknownVersions(rendering.fleet) : []),
  ]
  if (all.length > 0) return inFormat(refused(all, textOf(root)), format)
  parsed.save()

  const plan = await planBuilds(root, sourceOfRendering(rendering, inputs.base), kustomizeVersions(rendering))
  const chosen = rendering.definitions
    .map(({ name }) => name)
    .filter((name) => names.length === 0 || names.includes(name))
  const { findings, failures } = await verifyAll(root, inputs, rendering, plan, chosen, rules, custom)
  const shown = located(findings, rendering, inputs.base, textOf(root))
  const hazards = await hazardsAt(root, inputs.base)
  const errors = [...shown.filter(({ excepted }) => excepted === undefined), ...hazards].filter(
    ({ severity }) => severity === 'error',
  )
  const outcome: Outcome = {
    exit: errors.length + failures.length > 0 ? EXIT.findings : EXIT.good,
    lines: [
      ...hazardLines(hazards),
      ...unbuilt(failures),
      ...linesOf(shown.filter(({ excepted }) => excepted === undefined)),
      summary([...shown, ...hazards], failures.length, chosen.length, rules.length),
    ],
    errors: plan.warnings,
    json: {
      environments: chosen,
      rules: rules.map(({ id }) => id),
      findings: shown,
      failures,
      hazards,
      warnings: plan.warnings,
    },
  }
  return inFormat(outcome, format, [...rules, UNUSED_EXCEPTION])
}

/** Findings with the line that people change, in the order of files. */
function located(
  findings: readonly Finding[],
  rendering: Rendering,
  base: ReadonlyMap<string, string>,
  textOf: (file: string) => string | undefined,
): PlacedFinding[] {
  const definitions = new Map(rendering.definitions.map((each) => [each.name, each]))
  const sources = findings.map((finding) => {
    const definition = definitions.get(finding.environment)
    const source = definition && sourceOf(finding, definition, base, patchesOf(rendering, definition))
    return { finding, source }
  })
  const placed = place(
    sources.flatMap(({ finding, source }) =>
      source ? [{ ...source, message: finding.message, finding }] : [],
    ),
    textOf,
  )
  return [
    ...placed.map(({ finding, file, line, column }) => ({ ...finding, file, ...(line && { line, column }) })),
    ...sources.filter(({ source }) => !source).map(({ finding }) => finding),
  ]
}
