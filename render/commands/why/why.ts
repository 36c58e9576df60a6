import { parse } from '../../environment/parse.ts'
import { idOf } from '../../kubernetes/resource.ts'
import { EXIT, type Line, type Outcome, wrong } from '../../output/outcome.ts'
import { placeText, refused } from '../../output/place.ts'
import { suggest } from '../../problem/nearest.ts'
import { cachedParse, openParsed } from '../../repository/cached-parse.ts'
import { readInputs } from '../../repository/inputs.ts'
import { textOf } from '../../repository/text.ts'
import { oneLine, valueText } from '../../text/safe.ts'
import { type Blame, blame, type NOT_COMMITTED } from '../../tools/blame.ts'
import { shownName } from '../../verify/verify.ts'
import { fieldSteps, leavesOf, pathsOf, showPath } from '../../why/field.ts'
import type { Traced } from '../../why/layers.ts'
import { renderAll } from '../render-all.ts'
import { unknownEnvironments } from '../select.ts'
import { type Explanation, explain } from './explain.ts'
import { explainerOf } from './explainer.ts'

/**
 * Says where the values of a built resource are from: every layer that sets one, the one that won first, and the commit
 * that last changed its line. Writes nothing.
 *
 * @param resource as `Deployment/web`. @param field as people copy it; the whole resource if omitted.
 * @throws {KustomizeError} if there is no kustomize, and what the file system throws.
 */
export async function why(root: string, name: string, resource: string, field?: string): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments([name], inputs)
  if (unknown) return unknown
  const parsed = openParsed(root)
  const rendering = renderAll(inputs, cachedParse(parse, parsed))
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) return refused(all, textOf(root))
  parsed.save()
  const built = await explainerOf(root, inputs, rendering, name)
  if ('error' in built)
    return {
      exit: EXIT.findings,
      lines: [{ text: `overlays/${name}: kustomize can't build it:\n${built.error}`, tone: 'bad' }],
      errors: [],
      json: { failures: [{ name, error: built.error }] },
    }

  const { traced, explainer } = built
  const found = traced.find((each) => names(each).some((id) => id.toLowerCase() === resource.toLowerCase()))
  if (!found) {
    const known = traced.map((each) => shownName(each.resource))
    return wrong(
      `${name} has no ${JSON.stringify(resource)}.${suggest(resource, known)} Name it as ${known[0] ?? 'KIND/NAME'}.`,
    )
  }
  const id = shownName(found.resource)
  const steps = field === undefined ? [] : fieldSteps(field, found.resource.kind)
  if (!steps)
    return wrong(
      `${JSON.stringify(field)} is not a field: use spec.replicas, {.spec.replicas} or deployment.spec.replicas.`,
    )
  const paths = pathsOf(found.resource, steps)
  if (paths.length === 0) return unset(id, field ?? '')
  const explanations = paths
    .flatMap((path) =>
      leavesOf(
        path.reduce<unknown>((from, step) => Object(from)[step], found.resource),
        path,
      ),
    )
    .map(({ path }) => explain(explainer, found, path))
  const blames = await blamesOf(root, field === undefined ? [] : explanations)
  return {
    exit: EXIT.good,
    lines:
      field === undefined ? explanations.map(short) : explanations.flatMap((each) => long(id, each, blames)),
    errors: [],
    json: {
      environment: name,
      resource: id,
      fields: explanations.map((each) => ({
        ...each,
        field: showPath(each.path),
        ...(each.known && commitOf(each, blames)),
      })),
    },
  }
}

/** A resource is called with the hash of a generated name or without. */
const names = ({ resource }: Traced): string[] => [idOf(resource), shownName(resource)]

/** What is not in what is built, the API server fills in or leaves out; with which value, no file here says. */
const unset = (id: string, field: string): Outcome => ({
  exit: EXIT.good,
  lines: [
    {
      text: oneLine(
        `${id} ${field}: not set by anything in this repository; what Kubernetes defaults to applies.`,
      ),
    },
  ],
  errors: [],
  json: { resource: id, fields: [], unset: field },
})

/** A hash of many lines has no line of its own. */
const MOST = 3

type Blames = ReadonlyMap<string, Blame | typeof NOT_COMMITTED>

async function blamesOf(root: string, explanations: readonly Explanation[]): Promise<Blames> {
  const places = explanations
    .filter(({ known }) => known)
    .flatMap(({ layers }) => (layers[0]?.places ?? []).slice(0, MOST))
  const found = new Map<string, Blame | typeof NOT_COMMITTED>()
  for (const { file, line } of places) {
    const key = `${file}:${line}`
    if (line === undefined || found.has(key)) continue
    const blamed = await blame(root, file, line).catch(withoutGit)
    if (blamed) found.set(key, blamed)
  }
  return found
}

/** A copy without a repository has lines and no history; by name, because loading what runs git takes time. */
function withoutGit(error: unknown): undefined {
  if (!(error instanceof Error && error.name === 'NotInGitError')) throw error
}

function commitOf({ layers }: Explanation, blames: Blames): { commits?: readonly unknown[] } {
  const commits = (layers[0]?.places ?? []).flatMap(({ file, line }) => {
    const blamed = blames.get(`${file}:${line}`)
    return blamed === undefined
      ? []
      : [typeof blamed === 'string' ? { file, line, commit: null } : { file, line, ...blamed }]
  })
  return commits.length > 0 ? { commits } : {}
}

const UNKNOWN = 'not known: no file that was read contains this value'

/** A value and where it is from, in a line. */
function short({ path, value, layers, known }: Explanation): Line {
  const [first] = layers
  const from = first?.places[0] ? placeText(first.places[0]) : first?.by
  const more = (first?.places.length ?? 0) > 1 ? ` and ${(first?.places.length ?? 0) - 1} more` : ''
  return {
    text: oneLine(`${showPath(path)}: ${valueText(value, 80)}  # ${known ? `${from}${more}` : UNKNOWN}`),
    ...(!known && { tone: 'changed' as const }),
  }
}

/** Every layer of a value, and the commit of the line that won. */
function long(id: string, { path, value, layers, known }: Explanation, blames: Blames): Line[] {
  return [
    { text: oneLine(`${id} ${showPath(path)}: ${valueText(value, 200)}`), tone: 'good' },
    ...(known ? [] : [{ text: `  ${UNKNOWN}`, tone: 'changed' as const }]),
    ...layers.flatMap((layer, index) => [
      ...layer.places.slice(0, 10).flatMap((where): Line[] => [
        {
          text: oneLine(
            `  ${known && index === 0 ? 'set by' : 'before'} ${layer.by} ${placeText(where)}: ${valueText(layer.value, 120)}`,
          ),
        },
        ...(known && index === 0 ? commitLines(blames.get(`${where.file}:${where.line}`)) : []),
      ]),
      ...(layer.places.length > 10 ? [{ text: `  and ${layer.places.length - 10} more lines` }] : []),
      ...(layer.places.length === 0
        ? [
            {
              text: oneLine(
                `  ${known && index === 0 ? 'set by' : 'before'} ${layer.by}: ${valueText(layer.value, 120)}`,
              ),
            },
          ]
        : []),
    ]),
  ]
}

function commitLines(blamed: Blame | typeof NOT_COMMITTED | undefined): Line[] {
  if (blamed === undefined) return []
  if (typeof blamed === 'string') return [{ text: `    ${blamed}`, tone: 'quiet' }]
  const { commit, author, date, message, before } = blamed
  return [
    { text: oneLine(`    ${commit.slice(0, 12)} ${date} ${author}: ${message}`), tone: 'quiet' },
    {
      text: oneLine(
        `    before: ${before.length > 0 ? before.map((each) => each.trim()).join(' | ') : 'nothing, the line was added'}`,
      ),
      tone: 'quiet',
    },
  ]
}
