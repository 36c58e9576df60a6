import type { Annotation } from './annotation.ts'

/**
 * Annotations as commands of a GitHub workflow, one a line. The runner shows the message in the log without its place,
 * so that the message ends with it.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const workflowCommands = (annotations: readonly Annotation[]): string[] =>
  annotations.map(({ level, rule, message, remediation, file, line, column }) => {
    const place = [file, line, column].filter((each) => each !== undefined).join(':')
    const properties = Object.entries({ file, line, col: column, title: rule }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${property(String(value))}`],
    )
    const text = [message, remediation, place].filter((each) => each !== undefined && each !== '').join('\n')
    return `::${level} ${properties.join(',')}::${data(text)}`
  })

/**
 * Text as the runner decodes it (https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts). A line
 * break would begin a new line of the log, which could be a command of its own.
 */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

/** Beside those of data, what ends a property. */
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
