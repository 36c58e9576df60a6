import type { BaseFiles } from '../../catalog/base-paths.ts'
import type { Contribution } from '../../catalog/catalog.ts'
import { parse } from '../../environment/parse.ts'
import type { Problem } from '../../problem/problem.ts'
import { type Program, programsIn } from './program.ts'

/** Every program that base speaks of, and what is wrong with the files that do. */
export interface Programs {
  readonly all: readonly Program[]
  readonly flaws: readonly Problem[]
}

type Folders = Readonly<Record<string, Pick<Contribution, 'workloads' | 'images'>>>

/**
 * Reads every programs.yaml below base, in the order of their paths.
 *
 * @param folders what each folder of base brings: the names of containers need to be unique within one only.
 */
export function programsOf(base: BaseFiles, folders: Folders = {}): Programs {
  const all: Program[] = []
  const flaws: Problem[] = []
  for (const [file, text] of [...base].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!file.endsWith('/programs.yaml')) continue
    const { value, problems } = parse(file, new TextEncoder().encode(text))
    flaws.push(...problems)
    if (problems.length > 0) continue
    const read = programsIn(file, value, folders[folderOf(file)])
    flaws.push(...read.flaws)
    for (const program of read.programs) {
      const other = all.find(
        ({ name, file }) => name === program.name && folderOf(file) === folderOf(program.file),
      )
      if (other)
        flaws.push({
          file,
          path: [program.name],
          at: 'key',
          message: `${other.file} has a program "${program.name}" already: expected another name.`,
        })
      else all.push(program)
    }
  }
  return { all, flaws }
}

/** The folder of base whose containers a file describes: `base/services/web`, `base/platform`. */
const folderOf = (file: string): string =>
  /^base\/(?:(?:services|components)\/[^/]+|[^/]+)(?=\/)/.exec(file)?.[0] ?? ''
