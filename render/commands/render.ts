import { compare } from '../emit/tree.ts'
import { parse } from '../environment/parse.ts'
import { readInputs } from '../repository/inputs.ts'
import { openMemory, remembering } from '../repository/memory.ts'
import { textOf } from '../repository/text.ts'
import { readTree } from '../repository/tree.ts'
import { applyChanges } from '../repository/write.ts'
import { EXIT, type Line, type Outcome, refused } from './outcome.ts'
import { renderAll } from './render-all.ts'
import { belongsTo, unknownEnvironments } from './select.ts'

export interface RenderOptions {
  /** Replace files that render did not write. */
  readonly force?: boolean
}

/**
 * Writes overlays/ and apps/ of the repository at `root` as its environments ask for: all of them, or those named.
 * Every environment must be valid, named or not; otherwise nothing is written.
 */
export async function render(
  root: string,
  names: readonly string[],
  options: RenderOptions = {},
): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments(
    names,
    inputs.sources.map(({ name }) => name),
  )
  if (unknown) return unknown
  const memory = openMemory(root)
  const rendering = renderAll(inputs, remembering(parse, memory))
  memory.close()
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) return refused(all, textOf(root))

  const chosen = belongsTo(names)
  const { changes, obstacles, strangers } = compare(
    rendering.files.filter(({ path }) => chosen(path)),
    readTree(root, chosen),
    options,
  )
  if (obstacles.length > 0) return blocked(obstacles)
  applyChanges(root, changes)
  return {
    exit: strangers.length > 0 ? EXIT.findings : EXIT.good,
    lines: [
      ...changes.map(({ kind, path }): Line => ({ text: `${PAST[kind]} ${path}`, tone: 'changed' })),
      { text: summary(changes.length, names.length || rendering.definitions.length), tone: 'good' },
    ],
    errors: strangers.map(
      (path) => `${path}: was not written by render and is left alone: move it elsewhere.`,
    ),
    json: { changes: changes.map(({ kind, path }) => ({ kind, path })), strangers },
  }
}

const PAST = { create: 'created', update: 'updated', delete: 'deleted' }

const summary = (changes: number, environments: number): string => {
  const rendered = `${environments} ${environments === 1 ? 'environment' : 'environments'}`
  if (changes === 0) return `${rendered}: nothing to change.`
  return `${rendered}: ${changes} ${changes === 1 ? 'file' : 'files'} changed.`
}

function blocked(obstacles: readonly { path: string; reason: string }[]): Outcome {
  return {
    exit: EXIT.input,
    lines: [],
    errors: [...obstacles.map(({ path, reason }) => `${path}: ${reason}`), '', 'Nothing was written.'],
    json: { problems: obstacles.map(({ path, reason }) => ({ file: path, message: reason })) },
  }
}
