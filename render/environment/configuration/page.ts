import type { Catalog } from '../../catalog/catalog.ts'
import type { Component } from '../../component/component.ts'
import { type Key, keysOf } from './keys.ts'
import type { Setting } from './settings.ts'
import { VARIABLES } from './variables.ts'

/** What the page says, gathered from where it is decided. */
export interface Facts {
  readonly schemas: Readonly<Record<'environment' | 'release' | 'holds' | 'fleet', object>>
  readonly catalog: Catalog
  /** What each component is for, by name. */
  readonly components: Readonly<Record<string, string>>
  /** What each service's settings.env declares. */
  readonly settings: Readonly<Record<string, readonly Setting[]>>
  /** What each service accepts, by variable. */
  readonly accepted: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly quota: Readonly<Record<string, string>>
  readonly secrets: readonly {
    readonly secret: string
    readonly key: string
    readonly optional: boolean
    readonly readers: readonly string[]
    readonly accepted: string
    readonly meaning: string
  }[]
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const code = (text: string): string => (text === '' ? '' : `\`${cell(text)}\``)
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

const keyTable = (schema: object): string =>
  table(
    ['Key', 'Holds', 'Meaning'],
    keysOf(schema).map(({ path, required, holds, meaning }: Key) => [
      code(path),
      `${cell(holds)}${required ? '; **required**' : ''}`,
      cell(meaning),
    ]),
  )

const settingTable = (settings: readonly Setting[], accepted: Readonly<Record<string, string>>): string =>
  table(
    ['Setting', 'Default', 'Accepted', 'Meaning'],
    settings.map(({ name, value, meaning }) => [
      code(name),
      code(value),
      cell(accepted[name] ?? ''),
      cell(meaning),
    ]),
  )

const amounts = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

/** One component: what it is for, what goes with it, and its values. */
function componentSection(name: string, meaning: string, definition: Component | undefined): string {
  const { values, requires = [], conflicts = [], uses = [] } = definition ?? {}
  const needed = requires.map((each) =>
    typeof each === 'string' ? code(each) : `one of ${each.oneOf.map(code).join(', ')}`,
  )
  const notes = [
    ...(needed.length > 0 ? [`Requires ${needed.join(' and ')}.`] : []),
    ...(uses.length > 0 ? [`Needs ${uses.map(code).join(', ')} in environment.yaml.`] : []),
    ...(conflicts.length > 0 ? [`Excludes ${conflicts.map(code).join(', ')}.`] : []),
  ]
  const keys = values ? `\n\n${keyTable(values)}` : ''
  return `### ${name}\n\n${[meaning, ...notes].join(' ')}${keys}`
}

/** docs/configuration.md, as text. */
export const configurationPage = (facts: Facts): string => `# Configuration

Every key, setting, Secret and variable. Written by \`npm run docs\` from the schemas, \`base\` and the services' own
checks; change them there. An editor with a YAML language server shows the same while you type. After a change of these
files, run \`npm run render\` and commit both.

A key that is not listed is an error, and so is a setting that the service doesn't read. All mistakes are reported at once,
with file, line and column. Several values must fit each other as well: \`npm run render\` reports where they don't, and
\`npm run validate\` holds what is built against [rules](rules.md).

A **DNS label** is lower-case letters, digits and hyphens, at most 63, starting and ending with a letter or digit. A
**required** key is required within its section.

## environments/NAME/environment.yaml

How an environment differs; what is omitted is as in \`base\`. \`replicas\` and \`autoscaling\` are mutually
exclusive. No two environments share a host, a namespace of a cluster, or what a component claims for one of them.

${keyTable(facts.schemas.environment)}

## environments/NAME/release.yaml

What an environment runs. \`bump\`, \`promote\` and \`rollback\` write it.

${keyTable(facts.schemas.release)}

## environments/NAME/holds.yaml

What may not be changed by \`bump\` and \`promote\`. \`rollback\`, \`hold\` and \`release-hold\` write it; nothing is
rendered from it.

${keyTable(facts.schemas.holds)}

## environments/fleet.yaml

What all environments share.

${keyTable(facts.schemas.fleet)}

## Components

Folders in \`base/components\`. Each is switched on by its name under \`components\`, with its values behind it; \`{}\`
if it takes none.

${Object.entries(facts.catalog.components)
  .map(([name, { definition }]) => componentSection(name, facts.components[name] ?? '', definition))
  .join('\n\n')}

## Settings of the services

Defaults are in \`base/services/NAME/settings.env\`; an environment changes them under \`services.NAME.settings\`. A
changed setting renames the ConfigMap, so that the pods that read it are replaced. A value that a service does not
accept ends it at its start, with a line in its log that names the variable.

${Object.entries(facts.settings)
  .map(([service, settings]) => `### ${service}\n\n${settingTable(settings, facts.accepted[service] ?? {})}`)
  .join('\n\n')}

## Sizes of the services

Of one pod, and the replicas with \`autoscaling\`; without it there is one pod, or \`replicas\` of them.

${table(
  ['Service', 'Requests', 'Limits', 'Replicas with autoscaling'],
  Object.entries(facts.catalog.services).map(([name, { resources, autoscaling }]) => [
    code(name),
    amounts(resources.requests),
    amounts(resources.limits),
    autoscaling ? `${autoscaling.minReplicas} to ${autoscaling.maxReplicas}, or as set` : 'none',
  ]),
)}

The namespace's quota, changed by \`quota\`: ${amounts(facts.quota)}.

## Secrets

Never in git. \`npm run secrets ENVIRONMENT\` makes them from the git-ignored \`environments/ENVIRONMENT/secrets.env\`
(a line \`KEY=VALUE\` for each key, see \`secrets.example.env\`); with the component \`external-secrets\`, the store holds
one entry for each Secret, below \`path\`, with these keys.

${table(
  ['Secret', 'Key', 'Read by', 'Accepted', 'Meaning'],
  facts.secrets.map(({ secret, key, optional, readers, accepted, meaning }) => [
    code(secret),
    code(key),
    readers.join(', '),
    `${cell(accepted)}${optional ? '; optional' : ''}`,
    cell(meaning),
  ]),
)}

With TLS, the Secret that \`secretName\` names holds the certificate: cert-manager makes it with
\`clusterIssuer\`, else \`kubectl create secret tls\`.

## Variables of the tool

${table(
  ['Variable', 'Meaning'],
  VARIABLES.map(({ name, meaning }) => [code(name), cell(meaning)]),
)}
`
