import type { Annotation, RuleText } from '../annotations/annotation.ts'
import { sarifLog } from '../annotations/sarif.ts'
import { workflowCommands } from '../annotations/workflow-commands.ts'
import type { Outcome } from '../output/outcome.ts'
import type { Place } from '../output/place.ts'
import type { Hazard } from '../repository/checkout.ts'
import { oneLine } from '../text/safe.ts'
import type { Rule } from '../verify/rule.ts'
import type { Format } from './validate-format.ts'
import { groupsOf, type PlacedFinding, subjectText } from './validate-lines.ts'

/** What can be wrong beside what rules find, in the form of rules, so that logs name them by an id. */
const BESIDE_RULES: readonly RuleText[] = [
  {
    id: 'invalid-input',
    severity: 'error',
    title: 'Every input is valid.',
    why: 'While an input is invalid, nothing is built or checked.',
    remediation: 'Fix the value in the message.',
  },
  {
    id: 'kustomize-build',
    severity: 'error',
    title: 'kustomize builds every environment.',
    why: 'Argo CD runs the same build; if it fails, nothing is synced.',
    remediation: 'Fix the file in the message of kustomize.',
  },
  {
    id: 'checkout',
    severity: 'error',
    title: 'Nothing in git stops Argo CD.',
    why: 'Argo CD stops every Application if a symbolic link leads out of the repository or a submodule cannot be read.',
    remediation: 'Fix or remove the file in the message.',
  },
]

/**
 * The outcome of a validation in another form. All that it says comes from its data for programs, so that no form can
 * say less than another one. What an exception covers is left out: GitHub would show it as open.
 */
export function inFormat(outcome: Outcome, format: Format, rules: readonly Rule[] = []): Outcome {
  if (format === 'text') return outcome
  if (format === 'json') return { ...outcome, text: `${JSON.stringify(outcome.json, null, 2)}\n`, errors: [] }
  const annotations = annotationsOf(outcome.json)
  if (format === 'sarif') {
    const allRules = [...rules, ...BESIDE_RULES]
    const complete = !annotations.some(({ rule }) => rule === 'invalid-input')
    return { ...outcome, text: `${JSON.stringify(sarifLog(annotations, allRules, complete), null, 2)}\n` }
  }
  // Everything is a command: a line of another form could be read as one, by what a manifest holds.
  const last = outcome.lines.at(-1)?.text
  const lines = [...workflowCommands(annotations), ...(last && SUMMARY.test(last) ? [last] : [])]
  return { ...outcome, errors: [], text: lines.map((line) => `${line}\n`).join('') }
}

/** The counts of a validation, without a word of what it read. */
const SUMMARY = /^\d+ [a-z]+s?, \d+ rules?: [a-z0-9, ]+\.$/

function annotationsOf(json: Outcome['json']): Annotation[] {
  const list = <T>(key: string): readonly T[] => (json[key] as readonly T[] | undefined) ?? []
  return [
    ...list<Partial<Place> & { message: string }>('problems').map(
      ({ message, ...place }): Annotation => ({
        rule: 'invalid-input',
        level: 'error',
        message: oneLine(message),
        ...place,
      }),
    ),
    ...list<{ name: string; error: string; file?: string }>('failures').map(
      ({ name, error, file }): Annotation => ({
        rule: 'kustomize-build',
        level: 'error',
        message: lines(`${name}: kustomize can't build it:\n${error}`),
        file: file ?? `overlays/${name}/kustomization.yaml`,
      }),
    ),
    ...list<Hazard>('hazards').map(
      ({ severity, path, message, fix }): Annotation => ({
        ...{ rule: 'checkout', level: severity, message: oneLine(message), remediation: oneLine(fix) },
        file: path,
      }),
    ),
    ...groupsOf(list<PlacedFinding>('findings').filter(({ excepted }) => excepted === undefined)).map(
      ofFindings,
    ),
    ...list<string>('warnings').map(
      (message): Annotation => ({ rule: 'kustomize-build', level: 'warning', message: lines(message) }),
    ),
  ]
}

function ofFindings(same: readonly PlacedFinding[]): Annotation {
  const [{ rule, severity, message, remediation, environment, file, line, column }] = same as [PlacedFinding]
  return {
    rule,
    level: severity,
    message: oneLine(`${subjectText(same)}: ${message}`),
    remediation: oneLine(remediation),
    file: file ?? `environments/${environment}/environment.yaml`,
    ...(line !== undefined && { line, column }),
  }
}

/** A text of several lines, each without what steers a terminal. */
const lines = (text: string): string => text.split('\n').map(oneLine).join('\n')
