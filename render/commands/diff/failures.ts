import { code, plainName } from '../../diff/show/escape.ts'
import { sentence } from '../../text/safe.ts'
import type { Failure } from './sides.ts'

/** Environments that can't be built, in the only form in which what kustomize quotes is no Markdown. */
export const failuresMarkdown = (failures: readonly Failure[]): string =>
  failures
    .map(({ name, error }) => `**\`${plainName(name)}\` can't be built**\n\n${code(sentence(error))}\n\n`)
    .join('')
