import { positions } from '../../folder/position.ts'
import { byNamespace } from '../../folder/subjects.ts'
import type { CustomKinds } from '../../kubernetes/crd/definition.ts'
import { EXIT, type Line, type Outcome, wrong } from '../../output/outcome.ts'
import { workTree } from '../../repository/files.ts'
import { knownKubernetesVersions, noSchemas } from '../../repository/kubernetes-schemas.ts'
import { textOf } from '../../repository/text.ts'
import { oneLine } from '../../text/safe.ts'
import { NEEDS, type Rule } from '../../verify/rule.ts'
import { RULES } from '../../verify/rules.ts'
import { shownName, verify } from '../../verify/verify.ts'
import type { Format } from '../validate-format.ts'
import { inFormat } from '../validate-formats.ts'
import { linesOf, type PlacedFinding, summary } from '../validate-lines.ts'
import { customKindsIn } from './custom-kinds.ts'
import { type LoadedFolder, loadFolder, type Unit } from './load.ts'
import { type PlacedUnit, placeOfFinding } from './place-finding.ts'
import { placedProblems, refusalLines } from './refusals.ts'
import { folderSubject, isUnknown, type NotApplied, rulesForFolders } from './subject.ts'
import { placeOf } from './tree.ts'

export interface ValidateFolderOptions {
  readonly path: string
  readonly format?: Format
  /** The Kubernetes version of the cluster, as `1.36`; the newest that there are schemas of if omitted. */
  readonly kubernetes?: string
}

/**
 * Checks the kustomizations and manifests of any folder with every rule that needs no environment.yaml. Runs no code of
 * it, fetches nothing, and writes nothing.
 *
 * @throws {KustomizeError} if there is no kustomize, and what the file system throws.
 */
export async function validateFolder(options: ValidateFolderOptions): Promise<Outcome> {
  const { path, format = 'text', kubernetes = knownKubernetesVersions().at(-1) ?? '' } = options
  const { apply, others } = rulesForFolders(RULES)
  const here = placeOf(path)
  if (typeof here === 'string') return inFormat(wrong(here), format)
  if (!knownKubernetesVersions().includes(kubernetes))
    return inFormat(wrong(`--kubernetes: ${noSchemas(kubernetes)}`), format)
  const { root, dir } = here
  const loaded = await loadFolder(root, workTree(root), dir)
  if (isEmpty(loaded))
    return inFormat(wrong(`--path ${path}: contains no kustomization and no manifest.`), format)

  const texts = new Map<string, string>()
  const known = new Map<string, ReturnType<typeof positions>>()
  const readText = (file: string): string => getOrMake(texts, file, () => textOf(root)(file) ?? '')
  const positionsOf = (file: string) => getOrMake(known, file, () => positions(readText(file)))
  const custom = customKindsIn(loaded.units, kubernetes)
  const findings = loaded.units.flatMap((unit) => {
    const { name } = unit
    const ofUnit = new Map(unit.paths.map((path) => [path, readText(path)]))
    return findingsOf(unit, apply, { kubernetes, custom }, { name, texts: ofUnit, positionsOf })
  })
  const problems = placedProblems(loaded.problems, textOf(root))
  const { failures, unnamed } = loaded
  const unknownKinds = [
    ...new Set(
      loaded.units
        .flatMap(({ resources }) => resources)
        .filter((each) => isUnknown(each, kubernetes, custom))
        .map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
    ),
  ].sort()
  const errors = findings.filter(({ severity }) => severity === 'error')
  const outcome: Outcome = {
    exit: problems.length > 0 ? EXIT.input : errors.length + failures.length > 0 ? EXIT.findings : EXIT.good,
    lines: [
      ...refusalLines(problems),
      ...failures.map(
        ({ name, error }): Line => ({
          text: `${oneLine(name)}: kustomize can't build it:\n${error.replace(/^/gm, '  ')}`,
          tone: 'bad',
        }),
      ),
      ...linesOf(findings),
      ...notAppliedLines(others),
      ...listLine('no kustomization beside or above it references it', unnamed),
      ...listLine('the schema of the kind is not known', unknownKinds),
      summary(
        [...findings, ...problems.map(() => ({ severity: 'error' as const }))],
        failures.length,
        loaded.units.length + failures.length,
        apply.length,
        'folder',
      ),
    ],
    errors: [],
    json: {
      path: dir || '.',
      kubernetes,
      folders: loaded.units.map(({ name }) => name),
      rules: apply.map(({ id }) => id),
      notApplied: others,
      findings,
      failures,
      problems,
      unnamed,
      unknownKinds,
      warnings: [],
    },
  }
  return inFormat(outcome, format, apply)
}

const isEmpty = ({ units, failures, problems }: LoadedFolder): boolean =>
  units.length + failures.length + problems.length === 0

/** What the rules have against a unit, each finding once, at the line that people change. */
function findingsOf(
  unit: Unit,
  rules: readonly Rule[],
  { kubernetes, custom }: { readonly kubernetes: string; readonly custom: CustomKinds },
  placed: PlacedUnit,
): PlacedFinding[] {
  const found = byNamespace(unit.name, unit.resources).flatMap((subject) => {
    const origins = new Map(subject.resources.map((each) => [shownName(each), unit.originOf.get(each)]))
    return verify(folderSubject(subject, kubernetes, custom), rules).map((finding): PlacedFinding => {
      const origin = finding.resource === undefined ? undefined : origins.get(finding.resource)
      return { ...finding, ...placeOfFinding(finding, origin, placed) }
    })
  })
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()]
}

/** The rules that a folder can't be held against, by what they need. */
const notAppliedLines = (others: readonly NotApplied[]): Line[] =>
  [...Map.groupBy(others, ({ needs }) => needs[0] ?? 'environment')].map(([need, rules]) => ({
    text: `not checked (${NEEDS[need]}): ${rules.map(({ rule }) => rule).join(', ')}`,
    tone: 'quiet',
  }))

const SHOWN = 5

const listLine = (why: string, names: readonly string[]): Line[] => {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  const text = oneLine(`not checked (${why}): ${names.slice(0, SHOWN).join(', ')}${more}`)
  return names.length > 0 ? [{ text, tone: 'quiet' }] : []
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
