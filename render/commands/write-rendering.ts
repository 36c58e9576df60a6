import { compare } from '../emit/tree.ts'
import { EXIT, type Line, type Outcome } from '../output/outcome.ts'
import { readTree } from '../repository/tree.ts'
import { removeAbandonedStages } from '../repository/work-folder.ts'
import { applyChanges, removeEmptyFolders } from '../repository/write.ts'
import type { KnownRendering } from './known-rendering.ts'
import { belongsTo } from './select.ts'

export interface WriteOptions {
  /** Replace files that render did not write. */
  readonly force?: boolean
  /** Called when nothing stands in the way any more, before the first file is written. */
  readonly before?: () => void
}

/**
 * Makes overlays/, apps/ and the editor's schemas of the repository at `root` what a rendering without problems says,
 * as far as the named environments are concerned; all of it if none is named.
 *
 * @returns what changed, or what stands in the way; then nothing was written.
 */
export function writeRendering(
  root: string,
  rendering: KnownRendering,
  names: readonly string[],
  options: WriteOptions,
): Outcome {
  const chosen = belongsTo(names)
  const wanted = [...rendering.files, ...rendering.schemas()].filter(({ path }) => chosen(path))
  const { changes, obstacles, unmanaged, emptyFolders } = compare(wanted, readTree(root, chosen), options)
  if (obstacles.length > 0) return blocked(obstacles)
  removeAbandonedStages(root)
  options.before?.()
  applyChanges(root, changes)
  removeEmptyFolders(root, emptyFolders)
  return {
    exit: unmanaged.length > 0 ? EXIT.findings : EXIT.good,
    lines: [
      ...changes.map(({ kind, path }): Line => ({ text: `${PAST[kind]} ${path}`, tone: 'changed' })),
      { text: summary(changes.length, names.length || rendering.definitions.length), tone: 'good' },
    ],
    errors: unmanaged.map(
      (path) => `${path}: was not written by render and is left alone: move it elsewhere.`,
    ),
    json: { changes: changes.map(({ kind, path }) => ({ kind, path })), unmanaged },
  }
}

const PAST = { create: 'created', update: 'updated', delete: 'deleted' }

const summary = (changes: number, environments: number): string => {
  const rendered = `${environments} ${environments === 1 ? 'environment' : 'environments'}`
  if (changes === 0) return `${rendered}: nothing to change.`
  return `${rendered}: ${changes} ${changes === 1 ? 'file' : 'files'} changed.`
}

const blocked = (obstacles: readonly { path: string; reason: string }[]): Outcome => ({
  exit: EXIT.input,
  lines: [],
  errors: [...obstacles.map(({ path, reason }) => `${path}: ${reason}`), '', 'Nothing was written.'],
  json: { problems: obstacles.map(({ path, reason }) => ({ file: path, message: reason })) },
})
