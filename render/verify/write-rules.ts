// `npm run rules`: writes docs/rules.md and the list of rules that editors complete, from the rules themselves; a test
// holds that they are up to date.

import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { policiesIn } from '../repository/engine-code.ts'
import type { Rule } from './rule.ts'
import { RULES } from './rules.ts'
import { UNUSED_EXCEPTION } from './verify.ts'

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const policiesOf = (root: string) =>
  policiesIn(
    new Map(
      globSync('policies/*.ts', { cwd: root })
        .sort()
        .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
    ),
  ).rules

const OWN = [...RULES, UNUSED_EXCEPTION]

type Documented = Pick<Rule, 'id' | 'severity' | 'title' | 'why' | 'remediation'>
interface Topic {
  readonly title: string
  readonly rules: readonly Documented[]
}

const titleOf = (folder: string): string =>
  folder === 'argocd' ? 'Argo CD' : folder.charAt(0).toUpperCase() + folder.slice(1)

/** The rules of the tool by the folder of their file, in alphabetical order of both. */
function ownTopics(): readonly Topic[] {
  const folders = Map.groupBy(globSync('rules/*/*.ts', { cwd: import.meta.dirname }).sort(), dirname)
  const rules = new Map(RULES.map((rule) => [rule.id, rule]))
  return [...folders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([folder, paths]) => ({
      title: titleOf(basename(folder)),
      rules: paths.map((path) => rules.get(basename(path, '.ts'))).filter((rule) => rule !== undefined),
    }))
}

const tableOf = ({ title, rules }: Topic): string =>
  [
    `| ${title} | Requirement |`,
    row(['---', '---']),
    ...rules.map((rule) => row([`[${rule.id}](#${rule.id})`, rule.title])),
  ].join('\n')

const sectionOf = ({ title, rules }: Topic): string =>
  [
    `## ${title}\n`,
    ...rules.map(
      ({ id, severity, title: holds, why, remediation }) =>
        `### ${id}\n\n**${severity}.** ${holds}\n\nWhy: ${why}\n\nFix: ${remediation}\n`,
    ),
  ].join('\n')

/** docs/rules.md of the repository at `root`, as text. */
export function rulesPageOf(root: string): string {
  const topics = [
    ...ownTopics(),
    { title: 'Exceptions', rules: [UNUSED_EXCEPTION] },
    { title: 'Policies of this system', rules: policiesOf(root) },
  ].filter(({ rules }) => rules.length > 0)
  // A system without rules of its own has no such folder to link to.
  const own = policiesOf(root).length > 0 ? '[policies](../policies)' : 'policies'
  return `# Rules

What \`npm run validate\` checks every built environment against. Written by \`npm run rules\` from
[render/verify/rules](../render/verify/rules), a folder for each topic and a file for each rule, and from this system's
own in ${own}; change them there.

An **error** fails \`validate\`, a **warning** is only reported. To except a finding, list it with
a reason in environment.yaml; \`validate\` counts it as excepted:

\`\`\`yaml
exceptions:
  - rule: image-digest
    resource: Deployment/web # all resources if omitted
    reason: No image has been published yet; the first bump writes digests. Then remove this.
\`\`\`

${topics.map(tableOf).join('\n\n')}

${topics.map(sectionOf).join('\n')}`
}

export const rulesPage = rulesPageOf(ROOT)

/** render/schemas/rules.json, as text, without the policies: render reads it, so that it needn't load every rule. */
export const rulesList = `${JSON.stringify(
  OWN.map(({ id, title }) => ({ id, title })),
  null,
  2,
)}\n`

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(ROOT, 'docs/rules.md'), rulesPage)
  writeFileSync(new URL('../schemas/rules.json', import.meta.url), rulesList)
}
