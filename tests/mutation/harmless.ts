import { shownName } from '../../render/verify/verify.ts'
import { choices } from './harmless/choices.ts'
import { defaults } from './harmless/defaults.ts'
import { names } from './harmless/names.ts'
import { order } from './harmless/order.ts'
import { same } from './harmless/same.ts'
import type { Mutation } from './mutation.ts'

/** Mutations that neither an API server nor a reasonable reviewer would refuse. Nothing here knows what validate says. */
export interface Harmless {
  readonly kinds: RegExp
  readonly fields: RegExp
  readonly operators: RegExp
  /** `ENVIRONMENT KIND/NAME`, where it is not so everywhere. */
  readonly places?: RegExp
  /** What it was and what it is, where that matters. */
  readonly details?: RegExp
  readonly why: string
}

/** Every reason, in the order in which they are looked through. */
export const HARMLESS: readonly Harmless[] = [...order, ...names, ...defaults, ...choices, ...same]

/** Why a mutation is harmless; undefined if it isn't. */
export function harmlessWhy({ site, operator, edit }: Mutation): Harmless | undefined {
  const name = edit.variant ? `${operator} (${edit.variant})` : operator
  const place = `${site.environment} ${shownName(site.resource)}`
  return HARMLESS.find(
    ({ kinds, fields, operators, places, details }) =>
      kinds.test(site.resource.kind) &&
      fields.test(site.pattern) &&
      operators.test(name) &&
      (places?.test(place) ?? true) &&
      (details?.test(edit.detail) ?? true),
  )
}
