import { basename } from 'node:path'
import type { Finding, Read } from './checker.ts'

interface Check {
  readonly check_id: string
  readonly check_name: string
  readonly file_path: string
  readonly file_line_range: readonly [number, number]
  readonly resource: string
}
interface Report {
  readonly results?: { readonly failed_checks: readonly Check[]; readonly skipped_checks?: readonly Check[] }
  /** Missing where there was nothing to read. */
  readonly summary?: { readonly passed: number; readonly failed: number; readonly parsing_errors: number }
}

/** What a comment in a file skips is a finding too: exceptions stand in one list. */
const findings = ({ results }: Report, place: (check: Check) => string): Finding[] =>
  [...(results?.failed_checks ?? []), ...(results?.skipped_checks ?? [])].map((check) => ({
    rule: check.check_id,
    place: place(check),
    message: check.check_name,
  }))

/** Where it has applied no rule, or not read everything, it hasn't checked what it should. */
const checked =
  (place: (check: Check) => string): Read =>
  (output, { name }) => {
    const report = JSON.parse(output) as Report
    const { passed, failed, parsing_errors } = report.summary ?? { passed: 0, failed: 0, parsing_errors: 0 }
    const unchecked = passed + failed === 0 || parsing_errors > 0
    return [
      ...findings(report, place),
      ...(unchecked ? [{ rule: 'unchecked', place: name, message: 'checkov has not read everything.' }] : []),
    ]
  }

const fileAndLine = ({ file_path, file_line_range }: Check): string =>
  `${file_path.replace(/^\//, '')}:${file_line_range[0]}`

export const checkovFiles = checked(fileAndLine)

/** Its resources are called `Deployment.todo-production.backend`. */
export const checkovManifests = checked(({ file_path, resource }) => {
  const [kind = '', , ...name] = resource.split('.')
  return `${basename(file_path, '.yaml')}/${kind}/${name.join('.')}`
})

/** Without a secret it says nothing of what it has read. */
export const checkovSecrets: Read = (output) => findings(JSON.parse(output) as Report, fileAndLine)
