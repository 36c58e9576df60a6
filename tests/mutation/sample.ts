import { classOf, idOfMutation, type Mutation } from './mutation.ts'
import { seedOf } from './seed.ts'
import type { Laboratory } from './trial.ts'

/** A mistake and the laboratory it is made in. */
export interface Draw {
  readonly laboratory: Laboratory
  readonly mutation: Mutation
}

/**
 * One mutation of each class, drawn by its own name: what is added to base elsewhere changes no draw, and any seed
 * gives another sample.
 */
export function sampleOf(laboratories: readonly Laboratory[], seed: string): Draw[] {
  const drawn = new Map<string, Draw & { readonly lot: number }>()
  for (const laboratory of laboratories)
    for (const mutation of laboratory.mutations) {
      const name = classOf(mutation)
      const lot = seedOf(`${seed} ${idOfMutation(mutation)}`)
      const before = drawn.get(name)
      if (!before || lot < before.lot) drawn.set(name, { laboratory, mutation, lot })
    }
  return [...drawn.values()]
}
