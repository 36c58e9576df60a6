import { namespaceOf, removesAll } from './argocd.ts'
import type { EnvironmentSides, Side } from './model.ts'

/** An environment goes to a namespace that another one leaves in the same change. */
export interface Takeover {
  readonly name: string
  /** The environment that leaves it. */
  readonly from: string
  readonly namespace: string
  /** Whether leaving it removes what is there; otherwise that stays and runs on. */
  readonly emptied: boolean
}

/** Every takeover in a change; one side of a single environment tells none of them. */
export function takeoversOf(sides: readonly EnvironmentSides[]): Takeover[] {
  const moving = sides.filter(({ before, after }) => placeOf(before) !== placeOf(after))
  return moving.flatMap(({ name, after }) => {
    const namespace = namespaceOf(after)
    const former = moving.find(
      (each) => each.name !== name && each.before && placeOf(each.before) === placeOf(after),
    )
    if (!former || namespace === undefined) return []
    return [{ name, from: former.name, namespace, emptied: isEmptied(former) }]
  })
}

/** A namespace is one of its cluster. */
const placeOf = (side: Side | undefined): string | undefined =>
  side && JSON.stringify([side.cluster, namespaceOf(side)])

/** In a cluster that it stays in, Argo CD leaves the old namespace of a moved environment alone. */
const isEmptied = ({ before, after }: EnvironmentSides): boolean =>
  removesAll(before) && before?.cluster !== after?.cluster
