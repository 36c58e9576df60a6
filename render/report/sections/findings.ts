import type { Finding } from '../../verify/verify.ts'
import { shownName } from '../../verify/verify.ts'
import type { EnvironmentReport, ReportData } from '../data.ts'

/** A violation, wherever it is the same. */
export interface Place {
  readonly finding: Finding
  readonly environments: readonly number[]
  /** The service that it is about, if one can be told. */
  readonly service: string | undefined
  /** Where people change it; `*` stands for the environment where there are several. */
  readonly source: Finding['source']
}

/** All that one rule has found. */
export interface RuleFindings {
  readonly rule: string
  readonly severity: Finding['severity']
  /** What the rule says must hold; nothing if the rule is not among those that were run. */
  readonly title: string | undefined
  readonly why: string
  readonly remediation: string
  readonly places: readonly Place[]
}

/**
 * Findings by rule, errors first; within a rule what is the same in several environments is said once.
 *
 * @param wanted whether it is those that exceptions cover, or those that none covers.
 */
export function findingsOf(
  { environments, rules }: ReportData,
  services: readonly string[],
  wanted: 'open' | 'excepted',
): RuleFindings[] {
  const all = environments.flatMap((report, index) =>
    report.findings
      .filter(({ excepted }) => (excepted === undefined) === (wanted === 'open'))
      .map((finding) => ({ finding, index, report })),
  )
  const order = rules.map(({ id }) => id)
  const rank = ({ severity, rule }: RuleFindings): number =>
    (severity === 'error' ? 0 : rules.length + 1) +
    (order.includes(rule) ? order.indexOf(rule) : rules.length)
  return [...Map.groupBy(all, ({ finding }) => finding.rule)]
    .map(([rule, found]): RuleFindings => {
      const known = rules.find(({ id }) => id === rule)
      const [{ finding }] = found as [(typeof found)[number]]
      const { severity, why, remediation } = known ?? finding
      return { rule, severity, title: known?.title, why, remediation, places: placesOf(found, services) }
    })
    .sort((a, b) => rank(a) - rank(b))
}

function placesOf(
  found: readonly { finding: Finding; index: number; report: EnvironmentReport }[],
  services: readonly string[],
): Place[] {
  const same = Map.groupBy(found, ({ finding }) => {
    const { resource, path, message, remediation, excepted } = finding
    return JSON.stringify([resource, path, message, remediation, excepted, anywhere(finding)])
  })
  return [...same.values()].map((group) => {
    const [{ finding, report }] = group as [(typeof group)[number]]
    return {
      finding,
      environments: [...new Set(group.map(({ index }) => index))],
      service: serviceOf(finding, report, services),
      source: group.length > 1 ? anywhere(finding) : finding.source,
    }
  })
}

const anywhere = ({ source, environment }: Finding): Finding['source'] =>
  source && { ...source, file: source.file.replace(`environments/${environment}/`, 'environments/*/') }

/** By the label that every resource of a service carries, else by the resource's own name. */
function serviceOf(
  { resource }: Finding,
  report: EnvironmentReport,
  services: readonly string[],
): string | undefined {
  if (resource === undefined) return undefined
  const labels = report.resources.find((each) => shownName(each) === resource)?.metadata.labels
  return [labels?.['app.kubernetes.io/name'], resource.slice(resource.indexOf('/') + 1)].find(
    (name) => name !== undefined && services.includes(name),
  )
}

/** `spec.containers[0].image`. */
export const pathText = (path: Finding['path']): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('')
