import { EXIT, type Outcome } from '../output/outcome.ts'
import { place } from '../output/place.ts'
import type { Inputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import type { Rule } from '../verify/rule.ts'
import { sourceOf } from '../verify/source.ts'
import { type Finding, UNUSED_EXCEPTION } from '../verify/verify.ts'
import { hazardLines, hazardsAt } from './hazards.ts'
import { withPatchSource } from './missing-patch-target.ts'
import type { Rendering } from './render-all.ts'
import { patchesOf } from './rule-input.ts'
import type { Format } from './validate-format.ts'
import { inFormat } from './validate-formats.ts'
import { linesOf, type PlacedFinding, summary, unbuilt } from './validate-lines.ts'
import type { Verification } from './verify-all.ts'

/** What a validation tells of the environments `chosen`. @throws GitError, and what the file system throws. */
export async function outcomeOf(
  root: string,
  inputs: Inputs,
  rendering: Rendering,
  chosen: readonly string[],
  { findings, failures: unexplained, warnings }: Verification,
  rules: readonly Rule[],
  format: Format,
): Promise<Outcome> {
  const shown = located(findings, rendering, inputs.base, textOf(root))
  const failures = unexplained.map((failure) => {
    const definition = rendering.definitions.find(({ name }) => name === failure.name)
    const patches = definition ? patchesOf(rendering, definition) : []
    return { ...failure, error: withPatchSource(failure.error, patches, inputs.base) }
  })
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
    errors: warnings,
    json: {
      environments: chosen,
      rules: rules.map(({ id }) => id),
      findings: shown,
      failures,
      hazards,
      warnings,
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
