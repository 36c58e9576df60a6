import { guardedCatalog } from '../environment/component-code.ts'
import { deriveDefinition } from '../environment/derive.ts'
import { environmentFile, releaseFile } from '../environment/environment.ts'
import { withSchemaLine } from '../environment/schema-line.ts'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import type { Problem } from '../problem/problem.ts'
import { createFolder, exists } from '../repository/create-folder.ts'
import { isEnvironmentName, NAME_RULE, readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { neverEnds, TIME_LIMIT, withinTime } from '../repository/time-limit.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'
import { writeRendering } from './write-rendering.ts'

const EXAMPLE = 'secrets.example.env'

/**
 * Adds an environment to the repository at `root` that is like another one, with a namespace, host, node port and
 * path of secrets of its own, and renders it. It must come out valid: otherwise nothing is written.
 */
export function newEnvironment(root: string, name: string, like: string): Outcome {
  const folder = `environments/${name}`
  if (!isEnvironmentName(name)) return wrong(`"${name}" can't be the name of an environment: ${NAME_RULE}.`)
  if (exists(root, folder)) return wrong(`${folder} already exists: choose another name, or edit it.`)

  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments([like], inputs)
  if (unknown) return unknown
  const before = renderAll(inputs)
  const model = before.definitions.find((each) => each.name === like)
  if (problems.length > 0 || before.problems.length > 0 || !model || !before.fleet)
    return refused([...problems, ...before.problems], textOf(root))

  const { fleet } = before
  const { catalog, problems: wrongCode, stopped } = guardedCatalog(before.catalog)
  const text = (file: string) => textOf(root)(file) ?? ''
  const derived = withinTime<string | Problem>(
    TIME_LIMIT.seconds,
    () => deriveDefinition(text(environmentFile(like)), model, name, before.definitions, catalog, fleet),
    () => stopped(neverEnds(TIME_LIMIT.seconds)),
  )
  if (typeof derived !== 'string') return refused([derived], textOf(root))
  const environment = withSchemaLine('environment', derived)
  if (wrongCode().length > 0) return refused(wrongCode(), textOf(root))
  const release = withSchemaLine('release', text(releaseFile(like)))
  const example = text(`environments/${like}/${EXAMPLE}`)
  const source = { name, environment: Buffer.from(environment), release: Buffer.from(release) }
  const rendering = renderAll({ ...inputs, sources: [...inputs.sources, source] })
  if (rendering.problems.length > 0)
    return refused(rendering.problems, (file) => (file === environmentFile(name) ? environment : text(file)))

  const files = {
    'environment.yaml': environment,
    'release.yaml': release,
    ...(example && { [EXAMPLE]: example }),
  }
  const outcome = writeRendering(root, rendering, [name], { before: () => createFolder(root, folder, files) })
  const created = Object.keys(files).map((file) => `${folder}/${file}`)
  return outcome.exit === EXIT.input ? outcome : withNextSteps(outcome, created, name, example !== '')
}

/** The outcome of rendering, with the new folder before it and what to do next behind it. */
function withNextSteps(
  outcome: Outcome,
  created: readonly string[],
  name: string,
  secretsByHand: boolean,
): Outcome {
  const next = [
    `Next: read environments/${name}/environment.yaml, host first, and change what must differ; npm run render`,
    ...(secretsByHand
      ? [`      copy environments/${name}/${EXAMPLE} to secrets.env, fill it in; npm run secrets ${name}`]
      : []),
    `      commit environments/${name}, overlays and apps`,
  ]
  return {
    ...outcome,
    lines: [
      ...created.map((path): Line => ({ text: `created ${path}`, tone: 'changed' })),
      ...outcome.lines,
      ...next.map((line): Line => ({ text: line })),
    ],
    json: { created, ...outcome.json },
  }
}
