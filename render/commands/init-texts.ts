import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { acceptancePage } from '../acceptance/write-page.ts'
import { configuration } from '../environment/write-configuration.ts'
import { dependabotFor } from '../scaffold/dependabot.ts'
import {
  asExample,
  EXAMPLES,
  NAMED,
  withName,
  withoutDeadLinks,
  withoutScripts,
} from '../scaffold/documents.ts'
import { ownersFor } from '../scaffold/owners.ts'
import type { NewSystem } from '../scaffold/system.ts'
import { workflowFor } from '../scaffold/workflows.ts'
import { rulesPageOf } from '../verify/write-rules.ts'
import { readPackage } from './adoption.ts'

/**
 * Brings what is not the engine's, and not data, in line with a new system: who reviews, what Dependabot reads, which
 * environments workflows name, the name in the lockfile, and the documents. The system's own files are written already.
 *
 * @param before the names of the system and of the package that the engine came with.
 */
export async function adaptTexts(
  root: string,
  before: { readonly system: string; readonly package: string },
  system: NewSystem,
): Promise<void> {
  const exists = (path: string): boolean => existsSync(join(root, path))
  const change = (path: string, changed: (text: string) => string): void => {
    if (exists(path)) writeFileSync(join(root, path), changed(readFileSync(join(root, path), 'utf8')))
  }
  change('.github/CODEOWNERS', (text) => ownersFor(text, system))
  change('.github/dependabot.yml', (text) => dependabotFor(text, exists))
  for (const name of ['images', 'promote'])
    change(`.github/workflows/${name}.yaml`, (text) => workflowFor(text, system.clusters))
  change('package-lock.json', (text) =>
    text.replaceAll(`"name": "${before.package}"`, `"name": "${system.system}-gitops"`),
  )
  if (exists('docs')) {
    writeFileSync(join(root, 'docs/rules.md'), rulesPageOf(root))
    writeFileSync(join(root, 'docs/configuration.md'), await configuration(root))
    change('docs/acceptance.md', () => acceptancePage(root))
  }
  for (const page of EXAMPLES) change(page, (text) => asExample(text, before.system, system.system))
  for (const page of NAMED) change(page, (text) => withName(text, before.system, system.system))
  const scripts = Object.keys(readPackage(root).scripts)
  for (const page of globSync(['*.md', 'docs/**/*.md'], { cwd: root }))
    change(page, (text) => withoutScripts(withoutDeadLinks(page, text, exists), scripts))
}
