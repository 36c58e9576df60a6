import { CORE_SCHEMA, loadAll } from 'js-yaml'
import { documentsOf } from '../catalog/documents.ts'
import { at, items, type Resource } from '../kubernetes/resource.ts'
import type { Problem } from '../problem/problem.ts'

/** The resources of a file that no kustomization builds: a List counts as its items, and documents that are no resource are left out. */
export const resourcesOf = (file: string, text: string, problems: Problem[]): Resource[] =>
  valuesIn(file, text, problems)
    .flatMap((each) =>
      /List$/.test(String(at(each, 'kind'))) && at(each, 'items') ? items(at(each, 'items')) : [each],
    )
    .filter(isResource)

/** With the faster parser, which has no places: where something is wrong, the other one tells where. */
function valuesIn(file: string, text: string, problems: Problem[]): readonly unknown[] {
  try {
    const values = loadAll(text, { schema: CORE_SCHEMA })
    if (count(values, text.length) <= text.length) return values
  } catch {
    // Not valid, or not to this parser.
  }
  return documentsOf(file, text, problems)
}

/** How many values there are, at most one more than `most`: without aliases, each takes a character at least. */
function count(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 1
  let sum = 0
  for (const each of Object.values(value)) {
    sum += count(each, most - sum)
    if (sum > most) return sum
  }
  return Math.max(1, sum)
}

const isResource = (value: unknown): value is Resource =>
  [at(value, 'apiVersion'), at(value, 'kind'), at(value, 'metadata', 'name')].every(
    (each) => typeof each === 'string',
  )
