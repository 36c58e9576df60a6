import { parse } from 'yaml'
import { fieldChanges } from '../../diff/compare/fields.ts'
import { diff as compare } from '../../diff/diff.ts'
import type { EnvironmentDiff, FieldChange } from '../../diff/model.ts'
import { details, riskText } from '../../diff/show/describe.ts'
import { readResources } from '../../kubernetes/read.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { Line } from '../../output/outcome.ts'
import { oneLine, sentence, valueText } from '../../text/safe.ts'
import { readLock } from '../../vendor/lock.ts'
import type { Sorted } from '../../vendor/refusals.ts'
import { lockFile, valuesFile } from '../../vendor/source.ts'

/** What a new version changes: in a cluster, and in what the chart offers. */
export interface SourceDiff {
  readonly manifests?: EnvironmentDiff
  readonly values: readonly FieldChange[]
}

/**
 * Compares what is on disk with what a source came to; nothing is compared where nothing was vendored before.
 *
 * @param files every file of base/vendor and base/crds, by path. @param values the default values of the chart.
 */
export function compareSource(
  name: string,
  files: ReadonlyMap<string, string>,
  { resources, crds }: Pick<Sorted, 'resources' | 'crds'>,
  values: string | undefined,
): SourceDiff {
  const lock = readLock(files.get(lockFile(name)) ?? '')
  if (!lock) return { values: [] }
  const before = Object.keys(lock.files).flatMap((path) =>
    /\/(kustomization|chart-values)\.yaml$/.test(path) ? [] : (readable(files.get(path)) ?? []),
  )
  const side = (of: readonly Resource[]) => ({
    cluster: '',
    resources: of,
    deletionBudget: of.length + before.length,
    revision: '',
  })
  const [manifests] = compare([
    { name, before: side(before), after: side([...resources, ...crds]), causes: { own: true, base: false } },
  ]).environments
  const asValues = (text: string | undefined): Resource => ({
    apiVersion: 'v1',
    kind: 'Values',
    metadata: { name },
    values: parsed(text),
  })
  return {
    ...(manifests && { manifests }),
    values:
      values === undefined
        ? []
        : fieldChanges(asValues(files.get(valuesFile(name))), asValues(values)).map((each) => ({
            ...each,
            path: each.path.replace(/^values\.?/, ''),
          })),
  }
}

/** A file that someone broke by hand has nothing to compare. */
function readable(text: string | undefined): Resource[] | undefined {
  try {
    return text === undefined ? undefined : readResources(text)
  } catch {
    return undefined
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return parse(text ?? '') ?? {}
  } catch {
    return {}
  }
}

const VALUE = 160
const TONES = { '+': 'good', '-': 'bad', '~': 'changed', ' ': undefined } as const

/** What a source's new version changes, for people. */
export const diffLines = ({ manifests, values }: SourceDiff): Line[] => [
  ...(manifests
    ? details(manifests).map(({ sign, text }): Line => {
        const tone = TONES[sign]
        return { text: `  ${sign === ' ' ? '   ' : sign} ${text}`, ...(tone && { tone }) }
      })
    : []),
  ...(manifests?.risks ?? [])
    .filter(({ severity }) => severity !== 'note')
    .map(
      (risk): Line => ({
        text: `  ${risk.severity}: ${riskText(risk)} [${risk.id}]`,
        tone: risk.severity === 'high' ? 'bad' : 'changed',
      }),
    ),
  ...(values.length > 0 ? [{ text: '  default values of the chart:' }] : []),
  ...values.map((each): Line => ({ text: `    ${valueLine(each)}` })),
]

function valueLine({ path, before, after, hidden }: FieldChange): string {
  const name = oneLine(path)
  if (hidden) return `${name}: changed (hidden)`
  if (before === undefined) return sentence(`${name}: + ${valueText(after, VALUE)}`)
  if (after === undefined) return sentence(`${name}: - ${valueText(before, VALUE)}`)
  return sentence(`${name}: ${valueText(before, VALUE)} -> ${valueText(after, VALUE)}`)
}
