import type { BaseFiles } from '../../catalog/manifests.ts'
import { parse } from '../../environment/parse.ts'
import type { Problem } from '../../problem/problem.ts'
import { type Program, programsIn } from './program.ts'

/** Every program that base speaks of, and what is wrong with the files that do. */
export interface Programs {
  readonly all: readonly Program[]
  readonly flaws: readonly Problem[]
}

/** Reads every programs.yaml below base, in the order of their paths. */
export function programsOf(base: BaseFiles): Programs {
  const all: Program[] = []
  const flaws: Problem[] = []
  for (const [file, text] of [...base].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!file.endsWith('/programs.yaml')) continue
    const { value, problems } = parse(file, new TextEncoder().encode(text))
    flaws.push(...problems)
    if (problems.length > 0) continue
    const read = programsIn(file, value)
    flaws.push(...read.flaws)
    for (const program of read.programs) {
      const other = all.find(({ name }) => name === program.name)
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
