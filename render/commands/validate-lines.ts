import type { Line } from '../output/outcome.ts'
import { type Place, placeText } from '../output/place.ts'
import { counted } from '../text/counted.ts'
import { oneLine } from '../text/safe.ts'
import type { Finding } from '../verify/verify.ts'
import type { Verification } from './verify-all.ts'

/** A finding with the line that people change, where that is known. */
export type PlacedFinding = Finding & Partial<Place>

/** Each finding on a line of its own, those of a rule together, and why and how to fix it once behind them. */
export const linesOf = (findings: readonly PlacedFinding[]): Line[] =>
  [...Map.groupBy(findings, ({ rule }) => rule).values()].flatMap((ofRule) => [
    ...groupsOf(ofRule).map(lineOf),
    ...[...new Set(ofRule.map(({ why }) => why))].map(
      (why): Line => ({ text: oneLine(`  why:  ${why}`), tone: 'quiet' }),
    ),
    ...[...new Set(ofRule.map(({ remediation }) => remediation))].map(
      (remediation): Line => ({ text: oneLine(`  remediation: ${remediation}`) }),
    ),
  ])

/** What is wrong in base is wrong in many environments: it is said once. */
export const groupsOf = (findings: readonly PlacedFinding[]): PlacedFinding[][] => [
  ...Map.groupBy(findings, (each) => `${each.rule} ${sameBut(each)}`).values(),
]

const sameBut = ({ resource, message, file, line, column }: PlacedFinding): string =>
  JSON.stringify([resource?.startsWith('Namespace/') ? 'Namespace' : resource, message, file, line, column])

function lineOf(same: readonly PlacedFinding[]): Line {
  const [{ severity, rule, message, file, ...position }] = same as [PlacedFinding]
  const at = file === undefined ? '' : `${placeText({ file, ...position })}: `
  return {
    text: oneLine(`${at}${severity} [${rule}] ${subjectText(same)}: ${message}`),
    tone: severity === 'error' ? 'bad' : 'changed',
  }
}

/** What equal findings are about: their environments, and the resource. */
export const subjectText = (same: readonly PlacedFinding[]): string =>
  [same.map(({ environment }) => environment).join(', '), same[0]?.resource].filter(Boolean).join(' ')

export function summary(
  findings: readonly Pick<PlacedFinding, 'severity' | 'excepted'>[],
  failures: number,
  subjects: number,
  rules: number,
  noun = 'environment',
): Line {
  const open = findings.filter(({ excepted }) => excepted === undefined)
  const errors = open.filter(({ severity }) => severity === 'error').length + failures
  const warnings = open.length + failures - errors
  const excepted = findings.length - open.length
  const counts = [
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    ...(excepted > 0 ? [`${counted(excepted, 'finding')} excepted`] : []),
  ]
  return {
    text: `${counted(subjects, noun)}, ${counted(rules, 'rule')}: ${counts.join(', ')}.`,
    tone: errors > 0 ? 'bad' : 'good',
  }
}

const indented = (text: string): string => text.replace(/^/gm, '  ')

/** A mistake in base keeps every environment from being built: it is said once. */
export const unbuilt = (failures: Verification['failures']): Line[] =>
  [...Map.groupBy(failures, ({ error }) => error)].flatMap(([error, same]): Line[] => [
    {
      text: `${same.map(({ name }) => `overlays/${name}`).join(', ')}: kustomize can't build ${same.length > 1 ? 'them' : 'it'}:`,
      tone: 'bad',
    },
    { text: indented(error) },
  ])
