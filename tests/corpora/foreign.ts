import { CORE_SCHEMA, loadAll } from 'js-yaml'
import { at, items, type Resource } from '../../render/kubernetes/resource.ts'
import type { Rule, Subject, Violation } from '../../render/verify/rule.ts'

/** What a file of another project holds: its resources, and how many documents are none. */
export interface ForeignFile {
  readonly resources: readonly Resource[]
  /** Documents without apiVersion, kind or metadata.name, which kustomize refuses too. */
  readonly others: number
}

/**
 * Reads manifests of another project. The items of a List stand for themselves, as kustomize builds them.
 *
 * @returns nothing if the text is not YAML, as a template isn't.
 */
export function readForeign(text: string): ForeignFile | undefined {
  let documents: unknown[]
  try {
    documents = loadAll(text, { schema: CORE_SCHEMA })
  } catch {
    return undefined
  }
  const present = documents.filter((each) => each !== null && each !== undefined).flatMap(unfold)
  const resources = present.filter(isResource)
  return { resources, others: present.length - resources.length }
}

/** An environment of this repository, with the resources of another project in place of its own. */
export const foreignSubject = (
  own: Subject,
  resources: readonly Resource[],
  kubernetes = own.cluster.kubernetes,
): Subject => ({ ...own, resources, cluster: { ...own.cluster, kubernetes } })

/** A violation, and which rule found it. */
export interface Found extends Violation {
  readonly rule: string
}

/** A rule that failed instead of finding something. */
export interface Thrown {
  readonly rule: string
  readonly error: string
}

/** Runs rules one by one, so that one that throws hides no other. */
export function runRules(subject: Subject, rules: readonly Rule[]): { found: Found[]; thrown: Thrown[] } {
  const found: Found[] = []
  const thrown: Thrown[] = []
  for (const { id, check } of rules)
    try {
      for (const violation of check(subject)) found.push({ rule: id, ...violation })
    } catch (error) {
      thrown.push({ rule: id, error: String(error) })
    }
  return { found, thrown }
}

const unfold = (document: unknown): readonly unknown[] =>
  at(document, 'kind') === 'List' ? items(at(document, 'items')) : [document]

const isResource = (value: unknown): value is Resource =>
  [at(value, 'apiVersion'), at(value, 'kind'), at(value, 'metadata', 'name')].every(
    (each) => typeof each === 'string',
  )
