import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../../render/output/outcome.ts'
import { copyOfRepository, write } from '../support/repository.ts'

export { sourceText } from './texts.ts'

/** A repository with a source.yaml for the chart of the tests, and nothing vendored yet. */
export function repositoryWith(source: string, name = 'cache'): string {
  const root = copyOfRepository()
  write(root, { [`base/vendor/${name}/source.yaml`]: source })
  return root
}

/** Every file of base/vendor and base/crds with its text. */
export const vendoredFiles = (root: string): Record<string, string> =>
  Object.fromEntries(
    globSync('base/{vendor,crds}/**/*.yaml', { cwd: root })
      .sort()
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )

export const textOf = ({ lines, errors }: Outcome): string =>
  [...lines.map(({ text }) => text), ...errors].join('\n')

/** What was refused, each with its place. */
export const refusedIn = (outcome: Outcome): string[] =>
  outcome.errors.filter((each) => each.startsWith('base/'))
