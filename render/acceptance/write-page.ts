// A part of `npm run docs`: writes the criteria of policies/acceptance.yaml into docs/acceptance.md; what
// `npm run acceptance` saw stays. A test holds that the page is up to date.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { acceptedIn } from '../commands/acceptance/accepted-in.ts'
import { readInputs } from '../repository/inputs.ts'
import { withTable } from './page.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PAGE = 'docs/acceptance.md'

/** docs/acceptance.md of the repository at `root`, as text. */
export function acceptancePage(root = ROOT): string {
  const { accepted, problems } = acceptedIn(readInputs(root).inputs)
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'))
  return withTable(readFileSync(join(root, PAGE), 'utf8'), accepted)
}

if (process.argv[1] === fileURLToPath(import.meta.url) && existsSync(join(ROOT, PAGE)))
  writeFileSync(join(ROOT, PAGE), acceptancePage())
