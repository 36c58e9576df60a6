import { oneLine, sentence, valueText } from '../../text/safe.ts'
import type { EnvironmentDiff, FieldChange, Removed, ResourceChange, Risk } from '../model.ts'

/** One line of what changes: what happens to it, and how deep it stands below its environment. */
export interface Detail {
  readonly sign: '+' | '-' | '~' | ' '
  readonly text: string
}

/** Characters of a value that are shown; JSON has all of them. */
const VALUE = 160

/** What is added, removed and changed in an environment, line by line. */
export const details = ({ added, removed, changed, restarts }: EnvironmentDiff): Detail[] => [
  ...removed.map((resource): Detail => ({ sign: '-', text: removedText(resource) })),
  ...added.map(({ id }): Detail => ({ sign: '+', text: oneLine(id) })),
  ...changed.flatMap((resource): Detail[] => [
    { sign: '~', text: oneLine(resource.id) },
    ...resource.fields.map((field): Detail => ({ sign: ' ', text: fieldText(field, resource) })),
  ]),
  ...restarts
    .filter((id) => !changed.some((each) => each.id === id || each.restarts?.includes(id)))
    .map((id): Detail => ({ sign: '~', text: `${oneLine(id)} restarts` })),
]

export const removedText = ({ id, kept }: Removed): string =>
  `${oneLine(id)}${kept ? ` (stays in the cluster: ${KEPT[kept]})` : ''}`

const KEPT: Readonly<Record<NonNullable<Removed['kept']>, string>> = {
  'Prune=false': 'Prune=false',
  hook: 'Argo CD prunes no hooks',
  retain: 'retain',
  unlisted: 'the AppProject no longer lists its kind',
}

/** `settings LOG_LEVEL: debug -> info` in a ConfigMap, the path elsewhere. */
function fieldText({ path, before, after, hidden }: FieldChange, { id, restarts }: ResourceChange): string {
  const setting = id.startsWith('ConfigMap/') ? /^data[.[](.+?)\]?$/.exec(path)?.[1] : undefined
  const name = oneLine(setting === undefined ? path : `settings ${setting}`)
  const because = restarts ? ` (restarts ${restarts.map(shortName).map(oneLine).join(', ')})` : ''
  if (hidden) {
    const what = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
    return `${name}: ${what} (hidden)${because}`
  }
  const [old, now] = [before, after].map((value) =>
    value === undefined ? undefined : valueText(value, VALUE),
  )
  if (old === undefined) return `${name}: + ${now}${because}`
  if (now === undefined) return `${name}: - ${old}${because}`
  // Long values often differ only far behind: saying that they differ is better than showing the same text twice.
  return `${name}: ${old} -> ${old === now ? '(differs further on)' : now}${because}`
}

/** `web` for the Deployments that nearly all workloads are. */
export const shortName = (id: string): string => id.replace(/^Deployment\//, '')

/** `Deployment/web: It drops ...` */
export const riskText = ({ resource, message }: Pick<Risk, 'resource' | 'message'>): string =>
  sentence(resource === undefined ? message : `${resource}: ${message}`)

/** `1 added, 2 changed, restarts web`: an environment in a line. */
export function summaryText({ status, added, changed, removed, restarts }: EnvironmentDiff): string {
  const counts = (
    [
      [added, 'added'],
      [changed, 'changed'],
      [removed, 'removed'],
    ] as const
  ).flatMap(([list, word]) => (list.length > 0 ? [`${list.length} ${word}`] : []))
  const parts = [
    ...(status === 'changed' ? [] : [status === 'new' ? 'new environment' : 'removed environment']),
    ...counts,
    ...(restarts.length > 0 ? [`restarts ${restarts.map(shortName).map(oneLine).join(', ')}`] : []),
  ]
  return parts.join(', ') || 'nothing changes in the cluster'
}

/** `More is removed (3) than the deletion budget allows (0).` */
export const budgetText = ({ deletions }: EnvironmentDiff): string =>
  `${deletions.removed === 1 ? '1 resource is' : `${deletions.removed} resources are`} removed, and the deletion budget is ${deletions.budget}. ${deletions.remediation ?? ''}`
