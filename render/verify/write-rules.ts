// `npm run rules`: writes docs/rules.md and the list of rules that editors complete, from the rules themselves; a test
// holds that they are up to date.

import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { policiesIn } from '../repository/engine-code.ts'
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
/** docs/rules.md of the repository at `root`, as text. */
export function rulesPageOf(root: string): string {
  const all = [...OWN, ...policiesOf(root)]
  return `# Rules

What \`npm run validate\` checks every built environment against. Written by \`npm run rules\` from
[render/verify/rules](../render/verify/rules), one file each, and from this system's own in [policies](../policies);
change them there.

An **error** fails \`validate\`, a **warning** is only reported. To except a finding, list it with
a reason in environment.yaml; \`validate\` counts it as excepted:

\`\`\`yaml
exceptions:
  - rule: image-digest
    resource: Deployment/web # all resources if omitted
    reason: No image has been published yet; the first bump writes digests. Then remove this.
\`\`\`

${[
  row(['Rule', 'Requirement']),
  row(['---', '---']),
  ...all.map(({ id, title }) => row([`[${id}](#${id})`, title])),
].join('\n')}

${all.map(({ id, severity, title, why, remediation }) => `## ${id}\n\n**${severity}.** ${title}\n\nWhy: ${why}\n\nFix: ${remediation}\n`).join('\n')}`
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
