import type { Annotation, RuleText } from './annotation.ts'

/**
 * Annotations as a SARIF 2.1.0 log, which GitHub code scanning reads. What is about no file becomes a notification of
 * the run: a result without a place is refused there.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 *
 * @param rules every rule that was checked, and every id that an annotation names.
 * @param complete whether everything could be looked at.
 */
export function sarifLog(
  annotations: readonly Annotation[],
  rules: readonly RuleText[],
  complete: boolean,
): Readonly<Record<string, unknown>> {
  const index = new Map(rules.map(({ id }, position) => [id, position]))
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gitops validate', rules: rules.map(descriptor) } },
        invocations: [
          {
            executionSuccessful: complete,
            toolExecutionNotifications: annotations
              .filter(({ file }) => file === undefined)
              .map(({ level, message }) => ({ level, message: { text: unlinked(message) } })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: annotations
          .filter(({ file }) => file !== undefined)
          .map((each) => ({ ...resultOf(each), ruleIndex: index.get(each.rule) ?? -1 })),
      },
    ],
  }
}

const descriptor = ({ id, severity, title, why, remediation }: RuleText) => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: why },
  help: { text: `${why}\n\n${remediation}` },
  defaultConfiguration: { level: severity },
})

const resultOf = ({ rule, level, message, remediation, file = '', line, column }: Annotation) => ({
  ruleId: rule,
  level,
  message: { text: unlinked([message, ...(remediation ? [remediation] : [])].join('\n')) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
        // GitHub shows nothing without a line.
        region: { startLine: line ?? 1, ...(column !== undefined && { startColumn: column }) },
      },
    },
  ],
})

/** Text from a manifest must become no link: SARIF reads `[text](target)` as one. */
const unlinked = (text: string): string => text.replaceAll('](', '] (')
